import {
  createFaultyDisk,
  createMemoryDisk,
  type DiskFault,
  type FaultyDisk,
  loadDriver,
} from "@keyed-store/backend-wasm/testing";
import { type SqliteConnection, SqliteFailure } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";

const PATH = "/faults/state.sqlite";
let disk: FaultyDisk;
const driver = await loadDriver(() => disk);

const COMMITS = 6;

/** What a run has seen. */
interface Run {
  readonly acknowledged: number[];
  readonly failures: SqliteFailure[];
  /** A commit that failed in every attempt: what became of it is known only when the database is opened again. */
  doubtful: number | undefined;
}

function open(): SqliteConnection {
  const connection = driver.open({ path: PATH, readOnly: false });
  try {
    connection.prepare("PRAGMA journal_mode=WAL").get();
    connection.exec("PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS entry(id INTEGER PRIMARY KEY, text TEXT)");
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Each transaction writes a pair of rows, so that half of one can be seen. */
function commit(connection: SqliteConnection, id: number): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    connection.prepare("INSERT INTO entry VALUES (?, ?)").run(id, "x".repeat(3000));
    connection.prepare("INSERT INTO entry VALUES (?, ?)").run(-id, "x".repeat(3000));
    connection.exec("COMMIT");
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function ids(connection: SqliteConnection): number[] {
  const rows = connection.prepare("SELECT id FROM entry ORDER BY abs(id), id DESC").all();
  const found = rows.map(([id]) => Number(id));
  expect(found.filter((id) => id < 0).map((id) => -id)).toEqual(found.filter((id) => id > 0));
  return found.filter((id) => id > 0);
}

/** Tries a few times, noting what goes wrong. Tells whether it went well in the end. */
function attempt(run: Run, action: () => void): boolean {
  for (let tries = 0; tries < 3; tries++) {
    try {
      action();
      return true;
    } catch (error) {
      if (!(error instanceof SqliteFailure)) throw error;
      run.failures.push(error);
    }
  }
  return false;
}

/**
 * Opens, commits, reads, checkpoints, closes and opens again. A call that fails is made again on the same connection,
 * or on a new one where the connection is lost.
 */
function runWorkload(): Run {
  const run: Run = { acknowledged: [], failures: [], doubtful: undefined };
  let connection: SqliteConnection | undefined;
  const reopen = (): void => {
    connection?.close();
    connection = undefined;
    connection = open();
  };
  const use = (action: (connection: SqliteConnection) => void): boolean =>
    attempt(run, () => {
      if (connection === undefined || run.failures.at(-1)?.result === "SQLITE_ABORTED_HEAP") reopen();
      if (connection !== undefined) action(connection);
    });

  for (let id = 1; id <= COMMITS; id++) {
    run.doubtful = id;
    if (!use((current) => commit(current, id))) break;
    run.acknowledged.push(id);
    run.doubtful = undefined;
    // KS-ATOM-2: what failed on the way is not to be seen.
    use((current) => expect(ids(current)).toEqual(run.acknowledged));
    if (id === 2) use((current) => void current.prepare("PRAGMA wal_checkpoint(PASSIVE)").get());
    if (id === 4) attempt(run, reopen);
  }
  connection?.close();
  return run;
}

function inject(fault?: DiskFault): { readonly run: Run; readonly faulty: FaultyDisk } {
  const faulty = createFaultyDisk(createMemoryDisk(), fault);
  disk = faulty;
  return { run: runWorkload(), faulty };
}

const { faulty: healthy, run: healthyRun } = inject();
const errors = ["EIO", "ENOSPC", "EACCES", "short-write"] as const;

describe(`a disk that fails at any of its ${healthy.calls} calls`, () => {
  it("the control: without a fault nothing fails", () => {
    expect(healthyRun.failures).toEqual([]);
    expect(healthyRun.acknowledged).toHaveLength(COMMITS);
  });

  it.each(errors.flatMap((error) => [[error, false] as const, [error, true] as const]))(
    "KS-ATOM-2, KS-ERR-2: %s, for good: %s",
    (error, forGood) => {
      const code = error === "short-write" ? "ENOSPC" : error;
      const results = error === "EACCES" ? /^SQLITE_(IOERR|CANTOPEN|READONLY)$/ : /^SQLITE_(IOERR|CANTOPEN|FULL)$/;
      const expected = [expect.stringMatching(results), code];
      let failed = 0;
      for (let call = 1; call <= healthy.calls; call++) {
        const { run, faulty } = inject({ call, error, forGood });
        failed += run.failures.length;

        const reasons = run.failures.filter(({ result }) => result !== "SQLITE_ABORTED_HEAP");
        for (const { result, detail } of reasons) expect([call, result, detail]).toEqual([call, ...expected]);
        if (!forGood) expect(run.acknowledged).toHaveLength(COMMITS);

        faulty.repair();
        const connection = open();
        expect(connection.prepare("PRAGMA integrity_check").all()).toEqual([["ok"]]);
        const there = ids(connection);
        const doubtful = run.doubtful === undefined ? [] : [run.doubtful];
        expect([run.acknowledged, [...run.acknowledged, ...doubtful]]).toContainEqual(there);
        connection.close();
      }
      expect(failed).toBeGreaterThan(0);
    },
  );
});
