import {
  createMemoryDisk,
  createSeededRandom,
  type DiskChange,
  type DiskImage,
  generatePowerCuts,
  loadDriver,
} from "@keyed-store/backend-wasm/testing";
import { appendCountToTallyFile } from "@keyed-store/conformance";
import { type SqliteDriver, SqliteFailure } from "@keyed-store/sqlite";
import { type Recording, readState, STORE } from "./power-workload.js";

/** What became of the images. */
export interface Verdicts {
  images: number;
  /** Not readable, or refused by the integrity check. */
  corrupt: number;
  /** Readable, and no state that ever was. */
  halfApplied: number;
  /** A state from before a commit that was acknowledged. */
  lostAcknowledged: number;
  /** A state from before the last flush, or one that was not even begun. */
  impossible: number;
}

const NO_STATE = "no table";

/** How a recording is judged. */
export interface Judgement {
  readonly seed: number;
  readonly imagesPerCut: number;
  readonly ignores?: (sync: DiskChange) => boolean;
  /** Cuts the power a second time, all through the recovery from every so-manieth image. Default: never. */
  readonly cutRecoveryOfEvery?: number;
}

/** Cuts the power all through a recording, opens what is left, and judges it. */
export async function judge(recording: Recording, judgement: Judgement): Promise<Verdicts> {
  const { seed, imagesPerCut, ignores = () => false, cutRecoveryOfEvery = Number.POSITIVE_INFINITY } = judgement;
  const verdicts: Verdicts = { images: 0, corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 };
  const random = createSeededRandom(seed);
  const commitOf = new Map(recording.states.map((state, commit) => [state, commit]));
  let disk = createMemoryDisk();
  const driver = await loadDriver(() => disk);

  const judgeImage = (image: DiskImage, after: number): void => {
    verdicts.images++;
    disk = createMemoryDisk(image);
    const state = stateIn(driver);
    const commit = state === NO_STATE ? -1 : commitOf.get(state ?? "");
    const acknowledged = recording.acknowledged.filter((length) => length <= after).length - 1;
    const flushed = recording.flushed.filter(({ at }) => at <= after).at(-1)?.commits ?? -1;
    if (state === undefined) verdicts.corrupt++;
    else if (commit === undefined) verdicts.halfApplied++;
    else if (commit < flushed || commit > acknowledged + 1) verdicts.impossible++;
    else if (commit < acknowledged) verdicts.lostAcknowledged++;
  };

  for (const { after, image } of generatePowerCuts(recording.log, { imagesPerCut, random, ignores })) {
    judgeImage(image, after);
    if (verdicts.images % cutRecoveryOfEvery !== 0) continue;
    const recovery = disk.log;
    for (const again of generatePowerCuts(recovery, { before: image, imagesPerCut: 4, random }))
      judgeImage(again.image, after);
  }
  appendCountToTallyFile("power cuts", verdicts.images);
  return verdicts;
}

/** What a database holds once it was recovered; undefined where it cannot be read or is damaged. */
function stateIn(driver: SqliteDriver): string | undefined {
  try {
    const connection = driver.open({ path: STORE, readOnly: false });
    try {
      if (connection.prepare("PRAGMA integrity_check").get()?.[0] !== "ok") return undefined;
      const tables = connection.prepare("SELECT count(*) FROM sqlite_schema").get()?.[0];
      return tables === 0 ? NO_STATE : readState(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (error instanceof SqliteFailure) return undefined;
    throw error;
  }
}
