import { createFaultyDisk, createMemoryDisk, type DiskFile, type MemoryDisk } from "@keyed-store/backend-wasm/testing";
import { SqliteFailure } from "@keyed-store/sqlite";
import { describe, expect, it } from "vitest";
import { type EngineConnection, runInEngineOrAbandonConnection } from "../src/binding/engine-connection.js";
import type { SqliteExports } from "../src/engine/sqlite-exports.js";
import { createHeap } from "../src/heap/heap.js";
import { createLogWrites, type LogWrites } from "../src/syscalls/log-writes.js";
import { createSyscallContext } from "../src/syscalls/syscall-context.js";

const PAGE = 4096;

/** What SQLite writes before a page: in a commit's last frame, the size of the database. */
function frameHeader(databaseSize: number): Uint8Array {
  const header = new Uint8Array(24).fill(9);
  new DataView(header.buffer).setUint32(4, databaseSize);
  return header;
}

interface Log {
  readonly writes: LogWrites;
  readonly disk: MemoryDisk;
  readonly file: DiskFile;
  put(bytes: Uint8Array, position: number, file?: DiskFile): void;
  /** Position and length of each write that the disk has seen. */
  seen(): readonly (readonly [number, number])[];
}

function openLog(): Log {
  const disk = createMemoryDisk();
  const file = disk.open("log", { write: true, create: true, exclusive: false });
  const writes = createLogWrites();
  return {
    writes,
    disk,
    file,
    put: (bytes, position, to = file) => writes.gather(to, bytes, 0, bytes.length, position),
    seen: () => disk.log.flatMap((change) => (change.kind === "write" ? [[change.position, change.bytes.length]] : [])),
  };
}

const putFrame = ({ put }: Log, position: number, databaseSize: number): void => {
  put(frameHeader(databaseSize), position);
  put(new Uint8Array(PAGE).fill(1), position + 24);
};

describe("writes to the log are gathered", () => {
  it("until one completes a commit, which is then one write", () => {
    const log = openLog();
    log.put(new Uint8Array(32), 0);
    putFrame(log, 32, 0);
    putFrame(log, 32 + 24 + PAGE, 0);
    expect([log.seen(), log.writes.isEmpty]).toEqual([[], false]);
    putFrame(log, 32 + 2 * (24 + PAGE), 7);
    expect([log.seen(), log.writes.isEmpty]).toEqual([[[0, 32 + 3 * (24 + PAGE)]], true]);
    const written = [...(log.disk.image().get("log") ?? [])];
    expect(written.slice(32, 56)).toEqual([...frameHeader(0)]);
    expect(written.slice(-PAGE)).toEqual(Array.from({ length: PAGE }, () => 1));
  });

  it("as long as each begins where the last one ended, in the same file", () => {
    const log = openLog();
    const other = log.disk.open("other", { write: true, create: true, exclusive: false });
    log.put(new Uint8Array(10), 0);
    log.put(new Uint8Array(10), 10);
    log.put(new Uint8Array(10), 21);
    expect(log.seen()).toEqual([[0, 20]]);
    log.put(new Uint8Array(5), 31, other);
    expect(log.seen()).toEqual([
      [0, 20],
      [21, 10],
    ]);
    log.writes.flush();
    log.writes.flush();
    expect(log.seen()).toHaveLength(3);
  });

  it("up to a size that is held in memory", () => {
    const log = openLog();
    for (let page = 0; page < 200; page++) log.put(new Uint8Array(PAGE), page * PAGE);
    log.writes.flush();
    const lengths = log.seen().map(([, length]) => length);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(200 * PAGE);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(64 * (24 + PAGE));
    expect(lengths.length).toBeLessThan(6);
  });

  it("and not changed by what SQLite does with its memory meanwhile", () => {
    const log = openLog();
    const bytes = new Uint8Array([1, 2, 3]);
    log.put(bytes, 0);
    bytes.fill(0);
    log.writes.flush();
    expect([...(log.disk.image().get("log") ?? [])]).toEqual([1, 2, 3]);
  });

  it("and forgotten where the process would have died, or the disk has refused them", () => {
    const log = openLog();
    putFrame(log, 0, 0);
    log.writes.discard();
    expect([log.seen(), log.writes.isEmpty]).toEqual([[], true]);
    const faulty = createFaultyDisk(log.disk, { call: 2, error: "ENOSPC", forGood: false });
    const file = faulty.open("log", { write: true, create: false, exclusive: false });
    log.put(frameHeader(7), 0, file);
    expect(() => log.put(new Uint8Array(PAGE), 24, file)).toThrow("ENOSPC");
    expect([log.seen(), log.writes.isEmpty]).toEqual([[], true]);
    // The page of the next frame is no commit because the last one was to be.
    log.put(new Uint8Array(PAGE), 24, file);
    expect(log.writes.isEmpty).toBe(false);
  });
});

describe("what is gathered when the engine returns", () => {
  const connect = (): EngineConnection => ({
    engine: {
      sqlite: {} as SqliteExports, // nothing of it is called here
      context: createSyscallContext(createHeap(new WebAssembly.Memory({ initial: 0 }))),
    },
    databaseHandle: 0,
    buffer: 0,
    bufferSize: 0,
    state: "open",
  });
  const gatherIn = ({ engine }: EngineConnection, file: DiskFile): void =>
    engine.context.logWrites.gather(file, new Uint8Array(PAGE), 0, PAGE, 0);

  it("is written, also where SQLite reports a failure", () => {
    const { file, seen } = openLog();
    const connection = connect();
    runInEngineOrAbandonConnection(connection, () => gatherIn(connection, file));
    expect(seen()).toHaveLength(1);
    const failing = (): never => {
      gatherIn(connection, file);
      throw new SqliteFailure("SQLITE_CONSTRAINT", "no");
    };
    expect(() => runInEngineOrAbandonConnection(connection, failing)).toThrow("no");
    expect([seen().length, connection.state]).toEqual([2, "open"]);
  });

  it("ends the engine where the disk refuses it", () => {
    const { disk } = openLog();
    const faulty = createFaultyDisk(disk, { call: 2, error: "ENOSPC", forGood: true });
    const file = faulty.open("log", { write: true, create: false, exclusive: false });
    const connection = connect();
    const run = (): void => runInEngineOrAbandonConnection(connection, () => gatherIn(connection, file));
    expect(run).toThrow(expect.objectContaining({ result: "SQLITE_IOERR", detail: "ENOSPC" }));
    expect(connection.state).toBe("dead");
    expect(run).toThrow(expect.objectContaining({ result: "SQLITE_ABORTED_HEAP" }));
  });
});
