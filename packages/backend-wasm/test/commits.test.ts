import { createMemoryDisk, type Disk, DiskError, loadDriver, type MemoryDisk } from "@keyed-store/backend-wasm/testing";
import { type SqliteConnection, SqliteFailure } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";

const PATH = "/commits/state.sqlite";

async function openOn(disk: Disk): Promise<SqliteConnection> {
  const connection = (await loadDriver(() => disk)).open({ path: PATH, readOnly: false });
  connection.prepare("PRAGMA journal_mode=WAL").get();
  connection.exec("PRAGMA synchronous=NORMAL; CREATE TABLE IF NOT EXISTS entry(id INTEGER PRIMARY KEY, text TEXT)");
  return connection;
}

function commit(connection: SqliteConnection, id: number): void {
  connection.exec("BEGIN IMMEDIATE");
  connection.prepare("INSERT INTO entry VALUES (?, ?)").run(id, "x".repeat(9_000));
  connection.exec("COMMIT");
}

async function idsOn(disk: Disk): Promise<readonly unknown[]> {
  const connection = await openOn(disk);
  const ids = connection.prepare("SELECT id FROM entry ORDER BY id").all();
  expect(connection.prepare("PRAGMA integrity_check").get()).toEqual(["ok"]);
  connection.close();
  return ids.flat();
}

const countWrites = ({ log }: MemoryDisk): number => log.filter(({ kind }) => kind === "write").length;

/** A disk that makes a write only when the next call comes: an engine that forgets the last one looks like that from below. */
function lazyDisk(disk: Disk): Disk {
  let held = (): void => {};
  const catchUp = (): void => {
    const write = held;
    held = () => {};
    write();
  };
  const afterHeld =
    <P extends unknown[], R>(call: (...parameters: P) => R) =>
    (...parameters: P): R => {
      catchUp();
      return call(...parameters);
    };
  return {
    open: afterHeld((name, options) => {
      const file = disk.open(name, options);
      return {
        read: afterHeld(file.read),
        write: afterHeld((bytes, offset, length, position) => {
          const copy = bytes.slice(offset, offset + length);
          held = () => file.write(copy, 0, length, position);
        }),
        truncate: afterHeld(file.truncate),
        sync: afterHeld(file.sync),
        stat: afterHeld(file.stat),
        chown: afterHeld(file.chown),
        close: afterHeld(file.close),
      };
    }),
    stat: afterHeld(disk.stat),
    unlink: afterHeld(disk.unlink),
    syncDirectory: afterHeld(disk.syncDirectory),
  };
}

/** Of ten commits, those that a process killed right after its acknowledgement leaves behind. */
async function keptAfterKill(wrap: (disk: Disk) => Disk): Promise<readonly number[]> {
  const disk = createMemoryDisk();
  const connection = await openOn(wrap(disk));
  const kept: number[] = [];
  for (let id = 1; id <= 10; id++) {
    commit(connection, id);
    if ((await idsOn(createMemoryDisk(disk.image()))).includes(id)) kept.push(id);
  }
  connection.close();
  return kept;
}

describe("KS-DUR-1 a commit of several pages", () => {
  it("is one write to the log, though SQLite makes two for each page", async () => {
    const disk = createMemoryDisk();
    const connection = await openOn(disk);
    commit(connection, 1);
    const before = countWrites(disk);
    for (let id = 2; id <= 11; id++) commit(connection, id);
    expect(countWrites(disk) - before).toBe(10);
    connection.close();
  });

  it("is with the system before it is acknowledged: a process that is killed then leaves it behind", async () => {
    expect(await keptAfterKill((disk) => disk)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("the check can fail: it finds out an engine that forgets the last write", async () => {
    expect(await keptAfterKill(lazyDisk)).toEqual([]);
  });
});

/** Runs until the disk refuses something, and gives what came of it. */
function failureOf(action: () => unknown): Pick<SqliteFailure, "result" | "detail"> | undefined {
  try {
    action();
  } catch (error) {
    if (!(error instanceof SqliteFailure)) throw error;
    return { result: error.result, detail: error.detail };
  }
  return undefined;
}

/** A disk on which every write fails while it is full, and nothing else does. */
interface FillableDisk extends Disk {
  isFull: boolean;
}

function createFillableDisk(disk: Disk): FillableDisk {
  const fillable: FillableDisk = {
    ...disk,
    isFull: false,
    open(name, options) {
      const file = disk.open(name, options);
      return {
        ...file,
        write(...range) {
          if (fillable.isFull) throw new DiskError("ENOSPC", "no space, write");
          file.write(...range);
        },
      };
    },
  };
  return fillable;
}

describe("KS-ATOM-2 KS-ERR-2 a disk that is full", () => {
  it("fails the commit, and the connection goes on as soon as there is room", async () => {
    const memory = createMemoryDisk();
    const disk = createFillableDisk(memory);
    const connection = await openOn(disk);
    commit(connection, 1);
    disk.isFull = true;
    expect(failureOf(() => commit(connection, 2))).toEqual({ result: "SQLITE_FULL", detail: "ENOSPC" });
    expect(connection.inTransaction).toBe(false);
    expect(connection.prepare("SELECT id FROM entry").all()).toEqual([[1]]);
    disk.isFull = false;
    commit(connection, 3);
    expect(await idsOn(createMemoryDisk(memory.image()))).toEqual([1, 3]);
    connection.close();
  });

  it("ends the engine like a kill where SQLite believes in pages that are not there, and nothing of them is", async () => {
    const memory = createMemoryDisk();
    const disk = createFillableDisk(memory);
    const connection = await openOn(disk);
    commit(connection, 1);
    disk.isFull = true;
    // So few pages fit in memory that the rest go to the log before the commit.
    connection.exec("PRAGMA cache_size=10; BEGIN IMMEDIATE");
    const insert = connection.prepare("INSERT INTO entry VALUES (?, ?)");
    const failed = failureOf(() => {
      for (let id = 2; id < 50; id++) insert.run(id, "x".repeat(9_000));
    });
    expect(failed).toEqual({ result: "SQLITE_IOERR", detail: "ENOSPC" });
    expect(failureOf(() => connection.exec("COMMIT"))?.result).toBe("SQLITE_ABORTED_HEAP");
    connection.close();
    expect(await idsOn(createMemoryDisk(memory.image()))).toEqual([1]);
  });
});
