import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { extendWalChecksum, type WalChecksum } from "../src/node/tampering/wal-checksum.js";
import { openWalFile, type WalFile, type WalSnapshot } from "../src/node/tampering/wal-file.js";

/* Logs made by hand, of frames that bear a page, whether they end a transaction, and the salts of their round. */

const PAGE_SIZE = 1_024;
let home = "";
let path = "";
const open: WalFile[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "keyed-store-"));
  path = join(home, "state.sqlite-wal");
});
afterEach(() => {
  for (const log of open.splice(0)) log.close();
  rmSync(home, { recursive: true, force: true });
});

function header(round: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(0x377f_0682, 0);
  bytes.writeUInt32BE(PAGE_SIZE, 8);
  bytes.writeUInt32BE(round, 12);
  bytes.writeUInt32BE(round + 100, 16);
  return bytes;
}

function frame(page: number, round: number, ends: boolean = true): Buffer {
  const bytes = Buffer.alloc(24 + PAGE_SIZE, page);
  bytes.writeUInt32BE(page, 0);
  bytes.writeUInt32BE(ends ? 12 : 0, 4);
  bytes.fill(0, 8, 24);
  bytes.writeUInt32BE(round + 100, 8);
  return bytes;
}

const gap = (frames: number): Buffer => Buffer.alloc(frames * (24 + PAGE_SIZE));
/** The parts behind one another, each with the checksum that it gets there; what was left by the dead keeps a wrong one. */
function log(...parts: Buffer[]): Buffer {
  let sum: WalChecksum = [0, 0];
  for (const part of parts) {
    const isHeader = part.length === 32;
    if (!isHeader && part.length !== 24 + PAGE_SIZE) continue;
    sum = isHeader
      ? extendWalChecksum(part.subarray(0, 24), [0, 0], false)
      : extendWalChecksum(part.subarray(24), extendWalChecksum(part.subarray(0, 8), sum, false), false);
    part.writeUInt32BE(sum[0], isHeader ? 24 : 16);
    part.writeUInt32BE(sum[1], isHeader ? 28 : 20);
  }
  return Buffer.concat(parts);
}

const write = (...parts: Buffer[]): void => writeFileSync(path, log(...parts));
const opened = (): WalFile => {
  const file = openWalFile(path);
  open.push(file);
  return file;
};
const marked = (): { readonly log: WalFile; readonly mark: WalSnapshot } => {
  const file = opened();
  return { log: file, mark: file.initialSnapshot() };
};

describe("KS-LIFE-5 a log is as SQLite makes it", () => {
  test("when it grows, is begun anew, or was empty and gets its first frames", () => {
    write(header(1), frame(1, 1), frame(2, 1));
    const { log, mark } = marked();
    expect(log.advanceSnapshot(mark)).toEqual(mark);
    appendFileSync(path, Buffer.concat([frame(3, 1, false), frame(4, 1)]));
    const grown = log.advanceSnapshot(mark);
    expect(grown?.lastFrameOffset).toBeGreaterThan(mark.lastFrameOffset);
    write(header(2), frame(7, 2), frame(2, 1), frame(3, 1));
    const anew = grown && log.advanceSnapshot(grown);
    expect(anew?.header.subarray(0, 24)).toEqual(header(2).subarray(0, 24));
    expect(anew && log.hasNotRestartedSince(anew)).toBe(true);
    expect(log.hasNotRestartedSince(mark)).toBe(false);
    writeFileSync(path, "");
    const empty = opened();
    write(header(0), frame(1, 0));
    expect(
      empty.advanceSnapshot({ header: Buffer.alloc(0), lastFrameOffset: 32, lastFrameHeader: Buffer.alloc(0) })
        ?.lastFrameHeader.length,
    ).toBe(24);
  });

  test("when frames that end no transaction are written over, as after a rollback", () => {
    write(header(1), frame(1, 1), frame(2, 1, false));
    const { log, mark } = marked();
    write(header(1), frame(1, 1), frame(9, 1), frame(8, 1));
    expect(log.advanceSnapshot(mark)).toBeDefined();
  });

  test("when something was left behind its end by a process that died", () => {
    write(header(1), frame(1, 1), gap(2), frame(5, 1));
    const { log, mark } = marked();
    expect(log.advanceSnapshot(mark)).toEqual(mark);
    write(header(1), frame(1, 1), frame(2, 1), gap(1), frame(5, 1));
    expect(log.advanceSnapshot(mark)).toBeDefined();
  });
});

describe("KS-LIFE-5 a log that was torn when a process or the power died", () => {
  test("counts as far as its checksums are right, and may be written over behind that", () => {
    const torn = frame(9, 1);
    torn.writeUInt32BE(7, 16);
    writeFileSync(path, Buffer.concat([log(header(1), frame(1, 1)), torn, frame(8, 1)]));
    const { log: file, mark } = marked();
    expect(mark.lastFrameOffset).toBe(32);
    write(header(1), frame(1, 1), frame(2, 1), frame(3, 1));
    expect(file.advanceSnapshot(mark)?.lastFrameOffset).toBe(32 + 2 * (24 + PAGE_SIZE));
  });

  test("before its first frame gets another header with the same number", () => {
    write(header(0));
    const { log: file, mark } = marked();
    const anew = header(0);
    anew.writeUInt32BE(4_711, 16);
    const first = frame(1, 0);
    first.writeUInt32BE(4_711, 8);
    write(anew, first);
    expect(file.advanceSnapshot(mark)).toBeDefined();
  });
});

describe("KS-LIFE-5 a log that somebody wrote over is told", () => {
  test.each([
    ["cut off", () => truncateSync(path, 32 + 24 + PAGE_SIZE)],
    ["emptied", () => truncateSync(path, 0)],
    ["an earlier round of it", () => write(header(0), frame(1, 0))],
    ["no log at all", () => writeFileSync(path, "x".repeat(4_096))],
    ["other frames in the same round", () => write(header(1), frame(1, 1), frame(9, 1))],
    ["a shorter copy, behind which SQLite went on writing", () => write(header(1), frame(1, 1), gap(2), frame(5, 1))],
  ])("%s", (_what, tamper) => {
    write(header(1), frame(1, 1), frame(2, 1));
    const { log, mark } = marked();
    tamper();
    expect(log.advanceSnapshot(mark)).toBeUndefined();
  });

  test("also where the frames that are gone were written since the last look", () => {
    write(header(1), frame(1, 1));
    const { log, mark } = marked();
    appendFileSync(path, Buffer.concat([frame(2, 1), frame(3, 1)]));
    write(header(1), frame(1, 1), gap(2), frame(4, 1));
    expect(log.advanceSnapshot(mark)).toBeUndefined();
  });
});

test("the content of a page is found in the frames of this round alone", () => {
  write(header(2), frame(1, 2), frame(3, 2), frame(4, 1));
  const { log } = marked();
  const is =
    (page: number): ((content: Buffer) => boolean) =>
    (content) =>
      content.equals(Buffer.alloc(PAGE_SIZE, page));
  expect([1, 3, 4].map((page) => log.someFrameOfPage(page, is(page)))).toEqual([true, true, false]);
});
