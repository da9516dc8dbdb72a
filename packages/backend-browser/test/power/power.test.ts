import {
  countPowerVerdict,
  createSeededRandom,
  type DiskImage,
  generatePowerCuts,
  judgePowerCuts,
  loadDriver,
  type PowerJudgement,
  type PowerMode,
  type PowerRecording,
  type PowerRig,
  type PowerVerdicts,
  readStateIfSound,
  recordPowerWorkload,
} from "@keyed-store/backend-wasm/testing";
import { appendCountToTallyFile, size } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";
import { scratch } from "../support/scratch.js";
import { listPlainFileReaders } from "./plain-files.js";
import { BLANK, type Breakage, createRecordedDisk } from "./recorded-disk.js";
import { generateTabDeaths } from "./tab-deaths.js";

/** One seed in CI, so that it is the same at each run; more where there is an hour. */
const SEEDS = Array.from({ length: size.recordings }, (_, index) =>
  size.recordings === 1 ? 20_261 : size.seed + index,
);
const [SEED = 0] = SEEDS;
const SOUND = { corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 };

const makeDirectory = scratch();
const readers = await listPlainFileReaders();

function createRig(breakage?: Breakage): PowerRig {
  return { blank: BLANK, createDisk: (image) => createRecordedDisk(image, breakage), loadDriver };
}

/** Records with a broken disk where one is given, and opens what is left with the sound one. */
async function judge(mode: PowerMode, judgement: PowerJudgement, breakage?: Breakage): Promise<PowerVerdicts> {
  const recording = await recordPowerWorkload(createRig(breakage), mode, judgement.seed);
  const verdicts = await judgePowerCuts(createRig(), recording, judgement);
  appendCountToTallyFile("power cuts in the browser", verdicts.images);
  return verdicts;
}

/** Judges images by what a reader finds in them. */
function judgeImages(
  recording: PowerRecording,
  images: Iterable<{ readonly after: number; readonly image: DiskImage }>,
  read: (image: DiskImage) => string | undefined,
): PowerVerdicts {
  const verdicts: PowerVerdicts = { images: 0, ...SOUND };
  for (const { after, image } of images) countPowerVerdict(verdicts, recording, after, read(image));
  return verdicts;
}

function* takeEvery<Item>(step: number, items: Iterable<Item>): Generator<Item, void> {
  let index = 0;
  for (const item of items) if (index++ % step === 0) yield item;
}

describe.each(SEEDS)("KS-DUR-1 loss of power under the browser's files (seed %i)", (seed) => {
  it("power: nothing is corrupt, half there or lost, in more than 10,000 images", async () => {
    const verdicts = await judge("power", { seed, imagesPerCut: 40 });
    expect(verdicts).toMatchObject(SOUND);
    expect(verdicts.images).toBeGreaterThan(10_000);
  });

  it("process: nothing is corrupt, half there, or lost once it was flushed, in more than 10,000 images", async () => {
    const { lostAcknowledged, ...verdicts } = await judge("process", { seed, imagesPerCut: 52 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(10_000);
    expect(lostAcknowledged).toBeGreaterThan(0);
  });

  it("power: nor where the power goes again while SQLite recovers", async () => {
    const verdicts = await judge("power", { seed, imagesPerCut: 3, cutRecoveryOfEvery: 25 });
    expect(verdicts).toMatchObject(SOUND);
    expect(verdicts.images).toBeGreaterThan(2_000);
  });

  it("journal: nothing is corrupt, half there or lost where the end of a rollback journal is the commit", async () => {
    expect(await judge("journal", { seed, imagesPerCut: 6 })).toMatchObject(SOUND);
  });

  it.each([...readers])("power, journal: what is left is sound for %s too, as ordinary files", async (_name, read) => {
    for (const mode of ["power", "journal"] as const) {
      const recording = await recordPowerWorkload(createRig(), mode, seed);
      const cuts = generatePowerCuts(recording.log, {
        before: BLANK,
        imagesPerCut: 3,
        random: createSeededRandom(seed),
      });
      const verdicts = judgeImages(recording, takeEvery(7, cuts), (image) => read(image, makeDirectory()));
      expect(verdicts).toMatchObject(SOUND);
      expect(verdicts.images).toBeGreaterThan(100);
    }
  });

  it("process: nothing is lost where the tab is killed, after any call and in the middle of any write", async () => {
    const recording = await recordPowerWorkload(createRig(), "process", seed);
    let image: DiskImage = BLANK;
    const driver = await loadDriver(() => createRecordedDisk(image));
    const verdicts = judgeImages(recording, generateTabDeaths(BLANK, recording.log), (left) => {
      image = left;
      return readStateIfSound(driver);
    });
    expect(verdicts).toMatchObject(SOUND);
    expect(verdicts.images).toBeGreaterThan(200);
  });
});

describe(`KS-DUR-1 controls: a disk that is broken is caught (seed ${SEED})`, () => {
  const controls: readonly (readonly [name: string, mode: PowerMode, breakage: Breakage])[] = [
    ["flush() does nothing", "power", { handle: (handle) => ({ ...handle, flush() {} }) }],
    [
      "flush() of the log does nothing",
      "power",
      { handle: (handle, name) => (name.endsWith("-wal") ? { ...handle, flush() {} } : handle) },
    ],
    ["the end of a journal is not flushed", "journal", { disk: (disk) => ({ ...disk, syncDirectory() {} }) }],
  ];
  it.each(controls)("%s", async (_name, mode, breakage) => {
    const verdicts = await judge(mode, { seed: SEED, imagesPerCut: 4 }, breakage);
    expect(verdicts.corrupt + verdicts.halfApplied + verdicts.lostAcknowledged + verdicts.impossible).toBeGreaterThan(
      0,
    );
  });

  it("a journal is not truncated when it is deleted: then a commit is undone at once", async () => {
    const judged = judge("journal", { seed: SEED, imagesPerCut: 4 }, { disk: (disk) => ({ ...disk, unlink() {} }) });
    await expect(judged).rejects.toThrow("no such table: entry");
  });
});
