import {
  createMemoryDisk,
  type DiskChange,
  judgePowerCuts,
  loadDriver,
  type PowerJudgement,
  type PowerMode,
  type PowerRig,
  type PowerVerdicts,
  recordPowerWorkload,
} from "@keyed-store/backend-wasm/testing";
import { appendCountToTallyFile, size } from "@keyed-store/conformance";
import { describe, expect, it } from "vitest";

/** One seed in CI, so that it is the same at each run; more where there is an hour. */
const SEEDS = Array.from({ length: size.recordings }, (_, index) =>
  size.recordings === 1 ? 20_260 : size.seed + index,
);
const [SEED = 0] = SEEDS;

const rig: PowerRig = { blank: new Map(), createDisk: createMemoryDisk, loadDriver };

async function judge(mode: PowerMode, judgement: PowerJudgement): Promise<PowerVerdicts> {
  const verdicts = await judgePowerCuts(rig, await recordPowerWorkload(rig, mode, judgement.seed), judgement);
  appendCountToTallyFile("power cuts", verdicts.images);
  return verdicts;
}

const syncOf =
  (name: string) =>
  (change: DiskChange): boolean =>
    change.kind === "sync" && change.name === name;
const directorySync = (change: DiskChange): boolean => change.kind === "sync-directory";
const anySync = (change: DiskChange): boolean => change.kind === "sync" || directorySync(change);

describe.each(SEEDS)("KS-DUR-1 loss of power (seed %i)", (seed) => {
  it("power: nothing is corrupt, half there or lost, in more than 10,000 images", async () => {
    const verdicts = await judge("power", { seed, imagesPerCut: 40 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(10_000);
  });

  it("process: nothing is corrupt, half there, or lost once it was flushed, in more than 10,000 images", async () => {
    const verdicts = await judge("process", { seed, imagesPerCut: 52 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(10_000);
    // What this level does not promise does happen: so the check for losses above is one that can fail.
    expect(verdicts.lostAcknowledged).toBeGreaterThan(0);
  });

  it("power: nor where the power goes again while SQLite recovers", async () => {
    const verdicts = await judge("power", { seed, imagesPerCut: 3, cutRecoveryOfEvery: 25 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 });
    expect(verdicts.images).toBeGreaterThan(2_000);
  });

  it("journal: nothing is corrupt, half there or lost where the end of a rollback journal is the commit", async () => {
    const verdicts = await judge("journal", { seed, imagesPerCut: 6 });
    expect(verdicts).toMatchObject({ corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 });
  });
});

describe(`KS-DUR-1 controls: an engine that syncs less is caught (seed ${SEED})`, () => {
  it.each([
    ["no sync at all", anySync],
    ["none of the log", syncOf("state.sqlite-wal")],
    ["none of the database", syncOf("state.sqlite")],
    ["none of the directory", directorySync],
  ])("%s", async (_name, ignores) => {
    const verdicts = await judge("power", { seed: SEED, imagesPerCut: 3, ignores });
    expect(verdicts.corrupt).toBeGreaterThan(0);
    expect(verdicts.lostAcknowledged + verdicts.impossible).toBeGreaterThan(0);
  });
});
