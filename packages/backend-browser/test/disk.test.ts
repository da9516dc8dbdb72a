import { expect, test } from "vitest";
import { createAccessHandleDisk } from "../src/disk/create-access-handle-disk.js";
import { createOpenFileTable } from "../src/disk/open-file-table.js";
import { createFakeHandle, exception, type FakeFile } from "./support/fake-files.js";

const WRITE = { write: true, create: true, exclusive: false };
const READ = { write: false, create: false, exclusive: false };

function setUp(fail: (call: string) => void = () => {}) {
  const files = new Map<string, FakeFile>();
  const table = createOpenFileTable();
  for (const name of ["s", "s-wal", "s-journal"]) {
    const file = { bytes: new Uint8Array(), openHandles: 1, flushes: 0 };
    files.set(name, file);
    table.add(name, createFakeHandle(file, fail));
  }
  const disk = createAccessHandleDisk((name) => table.get(name));
  return { disk, file: (name: string) => files.get(name) ?? expect.fail(name) };
}

const bytesOf = (...values: number[]) => Uint8Array.from(values);

test("a log or journal with nothing in it counts as none; an empty database does not", () => {
  const { disk } = setUp();
  expect(disk.stat("s")).toMatchObject({ kind: "file", size: 0 });
  expect(disk.stat("s-wal")).toBeUndefined();
  expect(disk.stat("s-journal")).toBeUndefined();
  expect(disk.stat("other")).toBeUndefined();
  expect(() => disk.open("s-wal", READ)).toThrow(expect.objectContaining({ code: "ENOENT" }));
  disk.open("s-wal", WRITE).write(bytesOf(1, 2), 0, 2, 0);
  expect(disk.stat("s-wal")).toMatchObject({ size: 2 });
  expect(() => disk.open("s-wal", { ...WRITE, exclusive: true })).toThrow(expect.objectContaining({ code: "EEXIST" }));
  expect(disk.open("s-wal", READ).stat().size).toBe(2);
});

test("the files are told apart by their inodes", () => {
  const { disk } = setUp();
  const inodes = ["s", "s-wal", "s-journal"].map((name) => disk.open(name, WRITE).stat().inode);
  expect(new Set(inodes).size).toBe(3);
  expect(disk.stat("s")?.inode).toBe(inodes[0]);
});

test("a file is read and written where it is told to, past its end too", () => {
  const { disk, file } = setUp();
  const open = disk.open("s", WRITE);
  open.write(bytesOf(0, 7, 8, 9), 1, 3, 4);
  expect([...file("s").bytes]).toEqual([0, 0, 0, 0, 7, 8, 9]);
  const read = new Uint8Array(6);
  expect(open.read(read, 1, 4, 5)).toBe(2);
  expect([...read]).toEqual([0, 8, 9, 0, 0, 0]);
  open.truncate(5);
  expect(open.stat().size).toBe(5);
  expect(() => disk.open("s", READ).write(read, 0, 1, 0)).toThrow(expect.objectContaining({ code: "EBADF" }));
});

test("to delete a journal is to truncate it, and to sync the directory is to flush that, once", () => {
  const { disk, file } = setUp();
  disk.open("s-journal", WRITE).write(bytesOf(1), 0, 1, 0);
  disk.unlink("s-journal");
  expect(file("s-journal")).toMatchObject({ bytes: bytesOf(), flushes: 0 });
  expect(disk.stat("s-journal")).toBeUndefined();
  disk.syncDirectory();
  disk.syncDirectory();
  expect(file("s-journal").flushes).toBe(1);
  expect(file("s").flushes).toBe(0);
  expect(() => disk.unlink("s-journal")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(() => disk.unlink("s")).toThrow(expect.objectContaining({ code: "EPERM" }));
});

test("a truncation that could not be flushed is flushed by the next sync", () => {
  let isBroken = true;
  const { disk, file } = setUp((call) => {
    if (call === "flush" && isBroken) throw exception("InvalidStateError");
  });
  disk.open("s-journal", WRITE).write(bytesOf(1), 0, 1, 0);
  disk.unlink("s-journal");
  expect(() => disk.syncDirectory()).toThrow(expect.objectContaining({ code: "EIO" }));
  isBroken = false;
  disk.syncDirectory();
  expect(file("s-journal").flushes).toBe(1);
});

test.each([
  ["QuotaExceededError", "ENOSPC"],
  ["InvalidStateError", "EIO"],
  ["NoModificationAllowedError", "EIO"],
])("what a handle throws is known to the engine: %s is %s", (name, code) => {
  const thrown = exception(name);
  let broken = "";
  const { disk } = setUp((call) => {
    if (call === broken) throw thrown;
  });
  const open = disk.open("s", WRITE);
  const bytes = new Uint8Array(1);
  const calls: readonly [string, () => void][] = [
    ["read", () => open.read(bytes, 0, 1, 0)],
    ["write", () => open.write(bytes, 0, 1, 0)],
    ["truncate", () => open.truncate(0)],
    ["flush", () => open.sync()],
    ["getSize", () => open.stat()],
  ];
  for (const [call, act] of calls) {
    broken = call;
    expect(act, call).toThrow(expect.objectContaining({ code, cause: thrown }));
  }
});

test("a browser that moves less than it was asked for is asked again, and one that moves nothing is an error", () => {
  const file: FakeFile = { bytes: new Uint8Array(), openHandles: 1, flushes: 0 };
  const whole = createFakeHandle(file);
  let largest = 2;
  const disk = createAccessHandleDisk(() => ({
    handle: {
      ...whole,
      read: (bytes, options) => whole.read(bytes.subarray(0, largest), options),
      write: (bytes, options) => whole.write(bytes.subarray(0, largest), options),
    },
    inode: 1n,
  }));
  const open = disk.open("s", WRITE);
  open.write(bytesOf(1, 2, 3, 4, 5), 0, 5, 0);
  const read = new Uint8Array(5);
  expect(open.read(read, 0, 5, 0)).toBe(5);
  expect([...read]).toEqual([1, 2, 3, 4, 5]);
  largest = 0;
  expect(() => open.write(read, 0, 5, 5)).toThrow(expect.objectContaining({ code: "EIO" }));
});
