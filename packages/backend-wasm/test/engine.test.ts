import { createMemoryDisk, type Disk, loadDriver } from "@keyed-store/backend-wasm/testing";
import { type SqliteConnection, SqliteFailure } from "@keyed-store/sqlite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { webAssembly } from "./web-assembly.js";

afterEach(() => void vi.restoreAllMocks());

/** Disks by directory, each on request ruining the heap of the engine that reads from it, as a fault in it could. */
function treacherousDisks() {
  const disks = new Map<string, Disk>();
  const state = { ruinNextRead: false, openFiles: 0 };
  const diskFor = (directory: string): Disk => {
    const disk = disks.get(directory) ?? createMemoryDisk();
    disks.set(directory, disk);
    return {
      ...disk,
      open(name, options) {
        const file = disk.open(name, options);
        state.openFiles++;
        return {
          ...file,
          read(bytes, offset, length, position) {
            if (state.ruinNextRead) bytes.fill(0xff);
            return file.read(bytes, offset, length, position);
          },
          close() {
            state.openFiles--;
            file.close();
          },
        };
      },
    };
  };
  return { diskFor, state };
}

function create(connection: SqliteConnection): SqliteConnection {
  connection.prepare("PRAGMA journal_mode=WAL").get();
  connection.exec("CREATE TABLE entry(text TEXT); INSERT INTO entry VALUES ('kept')");
  return connection;
}

function resultOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof SqliteFailure) return error.result;
    throw error;
  }
  return "SQLITE_OK";
}

const rows = (connection: SqliteConnection): unknown => connection.prepare("SELECT text FROM entry").all();

describe("an engine that fails", () => {
  it("loses its connection, closes its files, prints nothing, and the store opens again with all it had", async () => {
    const { diskFor, state } = treacherousDisks();
    const driver = await loadDriver(diskFor);
    const printed = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    const healthy = create(driver.open({ path: "/healthy/state.sqlite", readOnly: false }));
    const kept = state.openFiles;
    create(driver.open({ path: "/failing/state.sqlite", readOnly: false })).close();

    const failing = driver.open({ path: "/failing/state.sqlite", readOnly: false });
    state.ruinNextRead = true;
    expect(resultOf(() => rows(failing))).toBe("SQLITE_ABORTED_HEAP");
    state.ruinNextRead = false;

    expect(state.openFiles).toBe(kept);
    expect(resultOf(() => failing.exec("SELECT 1"))).toBe("SQLITE_ABORTED_HEAP");
    expect(resultOf(() => failing.prepare("SELECT 1"))).toBe("SQLITE_ABORTED_HEAP");
    expect(failing.inTransaction).toBe(false);
    failing.close();
    failing.close();
    expect(resultOf(() => failing.exec("SELECT 1"))).toBe("SQLITE_MISUSE");

    expect(rows(healthy)).toEqual([["kept"]]);
    const again = driver.open({ path: "/failing/state.sqlite", readOnly: false });
    expect(rows(again)).toEqual([["kept"]]);
    again.close();
    healthy.close();
    expect(state.openFiles).toBe(0);
    for (const output of printed) expect(output).not.toHaveBeenCalled();
  });

  it("in the middle of a transaction leaves nothing of it", async () => {
    const { diskFor, state } = treacherousDisks();
    const driver = await loadDriver(diskFor);
    const failing = create(driver.open({ path: "/failing/state.sqlite", readOnly: false }));
    failing.exec("PRAGMA cache_size=10; BEGIN");
    const insert = failing.prepare("INSERT INTO entry VALUES (?)");
    for (let row = 0; row < 100; row++) insert.run("x".repeat(3000));
    state.ruinNextRead = true;
    expect(resultOf(() => rows(failing))).toBe("SQLITE_ABORTED_HEAP");
    state.ruinNextRead = false;

    const again = driver.open({ path: "/failing/state.sqlite", readOnly: false });
    expect(rows(again)).toEqual([["kept"]]);
    expect(again.prepare("PRAGMA integrity_check").get()).toEqual(["ok"]);
    again.close();
  });
});

describe("memory", () => {
  it("grows with what is stored, and no view of it stays behind", async () => {
    const driver = await loadDriver(() => createMemoryDisk());
    const connection = driver.openMemory();
    connection.exec("CREATE TABLE entry(text TEXT)");
    for (const text of ["é".repeat(10_000_000), "a".repeat(30_000_000), "short"]) {
      connection.prepare("INSERT INTO entry VALUES (?)").run(text);
      const read = connection.prepare("SELECT text FROM entry ORDER BY rowid DESC LIMIT 1").get()?.[0];
      expect(read === text).toBe(true);
    }
    connection.close();
  });

  it("that the system refuses is a failure, and the connection stays usable", async () => {
    const driver = await loadDriver(() => createMemoryDisk());
    const connection = driver.openMemory();
    connection.exec("CREATE TABLE entry(text TEXT)");
    const insert = connection.prepare("INSERT INTO entry VALUES (?)");
    vi.spyOn(webAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("WebAssembly.Memory.grow(): Unable to grow instance memory");
    });
    expect(resultOf(() => insert.run("x".repeat(40_000_000)))).toBe("SQLITE_NOMEM");
    expect(insert.run("small")).toBe(1);
    vi.restoreAllMocks();
    expect(insert.run("x".repeat(40_000_000))).toBe(1);
    connection.close();
  });
});

describe("several engines in one process", () => {
  it("work on different stores side by side", async () => {
    const { diskFor } = treacherousDisks();
    const driver = await loadDriver(diskFor);
    const other = await loadDriver(diskFor);
    const connections = [driver, driver, other].map((engine, index) =>
      create(engine.open({ path: `/store-${index}/state.sqlite`, readOnly: false })),
    );
    for (const [index, connection] of connections.entries()) {
      connection.prepare("INSERT INTO entry VALUES (?)").run(`${index}`);
    }
    for (const [index, connection] of connections.entries()) {
      expect(rows(connection)).toEqual([["kept"], [`${index}`]]);
      connection.close();
    }
  });

  it("serve one store after another without a trace of the last", async () => {
    const { diskFor, state } = treacherousDisks();
    const driver = await loadDriver(diskFor);
    for (let round = 0; round < 50; round++) {
      const connection = create(driver.open({ path: `/store-${round}/state.sqlite`, readOnly: false }));
      expect(rows(connection)).toEqual([["kept"]]);
      connection.close();
    }
    expect(state.openFiles).toBe(0);
  });
});
