import type { SqliteConnection } from "@keyed-store/sqlite";
import type { DiskChange } from "./disk-change.js";
import type { DiskImage } from "./disk-image.js";
import type { PowerRig } from "./power-rig.js";
import { createSeededRandom } from "./seeded-random.js";

/** A run of the workload: every change of the disk, and what was promised when. */
export interface PowerRecording {
  /** What the disk held for certain when the log began. */
  readonly before: DiskImage;
  readonly log: readonly DiskChange[];
  /** The whole table after each commit; the first is the empty one. */
  readonly states: readonly string[];
  /** How long the log was when each commit was acknowledged. */
  readonly acknowledged: readonly number[];
  /** Log length and number of commits when all was known to be on the medium, whatever the level. */
  readonly flushed: readonly { readonly at: number; readonly commits: number }[];
}

/**
 * What the engine is told: `power` and `process` are those durabilities, in the log; `journal` undoes by a rollback journal, whose
 * end is the commit, and has it on the medium.
 */
export type PowerMode = "power" | "process" | "journal";

const COMMITS = 60;

/** Where the workload has its database. */
export const POWER_DATABASE_PATH = "/power/state.sqlite";

const SETTINGS: Readonly<Record<PowerMode, string>> = {
  power: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
  process: "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
  // Who alone has the database keeps the journal and only voids it; so it is let go of with each commit.
  journal: "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA",
};

/** The whole content of the table, in a form to compare. */
export function readPowerState(connection: SqliteConnection): string {
  return JSON.stringify(connection.prepare("SELECT key, json FROM entry ORDER BY key").all());
}

/** Runs transactions of several rows over a few pages, with small checkpoints, a flush and a reopening among them. */
export async function recordPowerWorkload(rig: PowerRig, mode: PowerMode, seed: number): Promise<PowerRecording> {
  const disk = rig.createDisk(rig.blank);
  const driver = await rig.loadDriver(() => disk);
  const random = createSeededRandom(seed);
  const states: string[] = [];
  const acknowledged: number[] = [];
  const flushed: { at: number; commits: number }[] = [];

  const open = (): SqliteConnection => {
    const opened = driver.open({ path: POWER_DATABASE_PATH, readOnly: false });
    opened.exec(`${SETTINGS[mode]}; PRAGMA wal_autocheckpoint=12`);
    return opened;
  };
  const acknowledge = (): void => {
    states.push(readPowerState(connection));
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
  return { before: rig.blank, log: disk.log, states, acknowledged, flushed };
}
