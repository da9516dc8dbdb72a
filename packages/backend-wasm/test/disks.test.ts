import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createMemoryDisk,
  createNodeDisk,
  createSeededRandom,
  type Disk,
  generatePowerCuts,
} from "@keyed-store/backend-wasm/testing";
import { describe, expect, it } from "vitest";
import { readOrWriteFully } from "../src/node/disk/read-or-write-fully.js";
import { scratch } from "./scratch.js";

const newDirectory = scratch();
const disks: [string, () => Disk][] = [
  ["in memory", () => createMemoryDisk()],
  ["of the system", () => createNodeDisk(newDirectory())],
];
const CREATE = { write: true, create: true, exclusive: false };
const READ = { write: false, create: false, exclusive: false };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function content(disk: Disk, name: string): string {
  const file = disk.open(name, READ);
  const read = new Uint8Array(file.stat().size);
  expect(file.read(read, 0, read.length, 0)).toBe(read.length);
  file.close();
  return new TextDecoder().decode(read);
}

function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
  return undefined;
}

describe.each(disks)("a disk %s", (_name, newDisk) => {
  it("reads what was written, where it was written", () => {
    const disk = newDisk();
    const file = disk.open("a", CREATE);
    file.write(bytes("..hello.."), 2, 5, 3);
    expect(content(disk, "a")).toBe("\0\0\0hello");
    const read = new Uint8Array(10).fill(46);
    expect(file.read(read, 1, 4, 6)).toBe(2);
    expect(new TextDecoder().decode(read)).toBe(".lo.......");
    expect(file.read(read, 0, 10, 100)).toBe(0);
    file.truncate(5);
    expect(content(disk, "a")).toBe("\0\0\0he");
    file.truncate(7);
    expect(content(disk, "a")).toBe("\0\0\0he\0\0");
    file.sync();
    disk.syncDirectory();
    expect(file.stat()).toMatchObject({ kind: "file", size: 7 });
    expect(file.stat().inode).toBe(disk.stat("a")?.inode);
    file.close();
  });

  it("tells what is there, what is not, and what must not be", () => {
    const disk = newDisk();
    expect(disk.stat("a")).toBeUndefined();
    expect(codeOf(() => disk.unlink("a"))).toBe("ENOENT");
    expect(codeOf(() => disk.open("a", READ))).toBe("ENOENT");
    disk.open("a", CREATE).close();
    expect(codeOf(() => disk.open("a", { ...CREATE, exclusive: true }))).toBe("EEXIST");
    const readOnly = disk.open("a", READ);
    expect(codeOf(() => readOnly.write(bytes("x"), 0, 1, 0))).toBe("EBADF");
    readOnly.close();
    disk.unlink("a");
    expect(disk.stat("a")).toBeUndefined();
  });

  it("keeps an open file that lost its name", () => {
    const disk = newDisk();
    const file = disk.open("a", CREATE);
    disk.unlink("a");
    file.write(bytes("x"), 0, 1, 0);
    expect(file.stat().size).toBe(1);
    file.close();
    expect(disk.stat("a")).toBeUndefined();
  });
});

describe("the disk of the system", () => {
  it("reaches beyond 4 GiB", () => {
    const disk = createNodeDisk(newDirectory());
    const file = disk.open("a", CREATE);
    file.write(bytes("far"), 0, 3, 2 ** 33);
    const read = new Uint8Array(3);
    expect(file.read(read, 0, 3, 2 ** 33)).toBe(3);
    expect(file.stat().size).toBe(2 ** 33 + 3);
    file.truncate(0);
    file.close();
  });

  it("makes up for system calls that do less than they were asked", () => {
    const directory = newDirectory();
    writeFileSync(join(directory, "a"), "");
    const moved: number[][] = [];
    const done = readOrWriteFully(
      (_handle, _bytes, offset, length, position) => {
        moved.push([offset, length, position]);
        return Math.min(length, 3);
      },
      7,
      new Uint8Array(10),
      1,
      8,
      100,
    );
    expect(done).toBe(8);
    expect(moved).toEqual([
      [1, 8, 100],
      [4, 5, 103],
      [7, 2, 106],
    ]);
    expect(readOrWriteFully(() => 0, 7, new Uint8Array(1), 0, 1, 0)).toBe(0);
  });
});

describe("power cuts", () => {
  const log = (): ReturnType<typeof createMemoryDisk>["log"] => {
    const disk = createMemoryDisk();
    const file = disk.open("a", CREATE);
    file.write(new Uint8Array(1024).fill(1), 0, 1024, 0);
    file.sync();
    disk.syncDirectory();
    file.write(new Uint8Array(1024).fill(2), 0, 1024, 0);
    disk.unlink("a");
    return disk.log;
  };
  const found = (after: number): Set<string> => {
    const images = [...generatePowerCuts(log(), { imagesPerCut: 200, random: createSeededRandom(1) })].filter(
      (cut) => cut.after === after,
    );
    return new Set(
      images.map(({ image }) => [...image].map(([name, data]) => `${name}:${data[0] ?? ""}${data[512] ?? ""}`).join()),
    );
  };

  it("lose, keep or tear what was not synced, and nothing else", () => {
    expect(found(0)).toEqual(new Set([""]));
    expect(found(1)).toEqual(new Set(["", "a:"]));
    expect(found(3)).toEqual(new Set(["", "a:11"]));
    expect(found(4)).toEqual(new Set(["a:11"]));
    expect(found(5)).toEqual(new Set(["a:11", "a:22", "a:12", "a:21"]));
    expect(found(6)).toEqual(new Set(["", "a:11", "a:22", "a:12", "a:21"]));
  });
});
