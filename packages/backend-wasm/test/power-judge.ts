import {
  createMemoryDisk,
  type DiskChange,
  loadDriver,
  powerCuts,
  seededRandom,
} from "@keyed-store/backend-wasm/testing";
import { SqliteFailure } from "@keyed-store/sqlite";
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

/** Cuts the power all through a recording, opens what is left, and judges it. */
export async function judge(
  recording: Recording,
  seed: number,
  imagesPerCut: number,
  ignores: (sync: DiskChange) => boolean = () => false,
): Promise<Verdicts> {
  const verdicts: Verdicts = { images: 0, corrupt: 0, halfApplied: 0, lostAcknowledged: 0, impossible: 0 };
  let disk = createMemoryDisk();
  const driver = await loadDriver(() => disk);
  const commitOf = new Map(recording.states.map((state, commit) => [state, commit]));

  const stateNow = (): string | undefined => {
    try {
      const connection = driver.open({ path: STORE, readOnly: false });
      try {
        const check = connection.prepare("PRAGMA integrity_check").all();
        if (check.length !== 1 || check[0]?.[0] !== "ok") return undefined;
        const tables = connection.prepare("SELECT count(*) FROM sqlite_schema").get()?.[0];
        return tables === 0 ? NO_STATE : readState(connection);
      } finally {
        connection.close();
      }
    } catch (error) {
      if (error instanceof SqliteFailure) return undefined;
      throw error;
    }
  };

  for (const { after, image } of powerCuts(recording.log, { imagesPerCut, random: seededRandom(seed), ignores })) {
    verdicts.images++;
    disk = createMemoryDisk(image);
    const state = stateNow();
    if (state === undefined) {
      verdicts.corrupt++;
      continue;
    }
    const commit = state === NO_STATE ? -1 : commitOf.get(state);
    const acknowledged = recording.acknowledged.filter((length) => length <= after).length - 1;
    const flushed = recording.flushed.filter(({ at }) => at <= after).at(-1)?.commits ?? -1;
    if (commit === undefined) verdicts.halfApplied++;
    else if (commit < flushed || commit > acknowledged + 1) verdicts.impossible++;
    else if (commit < acknowledged) verdicts.lostAcknowledged++;
  }
  return verdicts;
}
