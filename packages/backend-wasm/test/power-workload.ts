import { createMemoryDisk, createSeededRandom, type DiskChange, loadDriver } from "@keyed-store/backend-wasm/testing";
import type { SqliteConnection } from "@keyed-store/sqlite";

/** A run of the workload: every change of the disk, and what was promised when. */
export interface Recording {
  readonly log: readonly DiskChange[];
  /** The whole table after each commit; the first is the empty one. */
  readonly states: readonly string[];
  /** How long the log was when each commit was acknowledged. */
  readonly acknowledged: readonly number[];
  /** Log length and number of commits when all was known to be on the medium, whatever the level. */
  readonly flushed: readonly { readonly at: number; readonly commits: number }[];
}

const COMMITS = 60;
export const STORE = "/power/state.sqlite";

/** The whole content of the table, in a form to compare. */
export function readState(connection: SqliteConnection): string {
  return JSON.stringify(connection.prepare("SELECT key, json FROM entry ORDER BY key").all());
}

/**
 * Runs transactions of several rows over a few pages, with small checkpoints, a flush and a reopening among them.
 * `synchronous` is FULL for the durability "power" and NORMAL for "process".
 */
export async function record(synchronous: "FULL" | "NORMAL", seed: number): Promise<Recording> {
  const disk = createMemoryDisk();
  const driver = await loadDriver(() => disk);
  const random = createSeededRandom(seed);
  const states: string[] = [];
  const acknowledged: number[] = [];
  const flushed: { at: number; commits: number }[] = [];

  const open = (): SqliteConnection => {
    const opened = driver.open({ path: STORE, readOnly: false });
    opened.prepare("PRAGMA journal_mode=WAL").get();
    opened.exec(`PRAGMA synchronous=${synchronous}; PRAGMA wal_autocheckpoint=12`);
    return opened;
  };
  const acknowledge = (): void => {
    states.push(readState(connection));
    acknowledged.push(disk.log.length);
  };
  const flush = (): void => {
    connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    flushed.push({ at: disk.log.length, commits: acknowledged.length - 1 });
  };

  let connection = open();
  connection.exec("CREATE TABLE entry(key TEXT PRIMARY KEY, json TEXT) STRICT, WITHOUT ROWID");
  acknowledge();
  for (let commit = 1; commit <= COMMITS; commit++) {
    connection.exec("BEGIN IMMEDIATE");
    for (let row = 0; row < 3; row++) {
      const key = `key-${Math.floor(random() * 40)}`;
      const json = JSON.stringify({ commit, filler: "x".repeat(random() * 700) });
      if (random() < 0.2) connection.prepare("DELETE FROM entry WHERE key = ?").run(key);
      else connection.prepare("INSERT OR REPLACE INTO entry VALUES (?, ?)").run(key, json);
    }
    connection.prepare("INSERT OR REPLACE INTO entry VALUES ('commit', ?)").run(String(commit));
    connection.exec("COMMIT");
    acknowledge();
    if (commit === 20) flush();
    if (commit === 40) {
      connection.close();
      connection = open();
    }
  }
  connection.close();
  return { log: disk.log, states, acknowledged, flushed };
}
