import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { type Checksum, extendChecksum } from "./log-checksum.js";

/*
 * A write-ahead log is a header, and behind that frames of a header and a page each. It grows, or is begun anew from the
 * start with another header; frames of an earlier round may then stand behind the last one. Never is there a gap. See "The
 * WAL File Format" of SQLite.
 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** In the log's header. */
const PAGE_SIZE = 8;
const ROUND = 12;
const SALTS = 16;
/** In a frame's header: its page, the size of the database where it ends a transaction, else 0, and the salts of its round. */
const FRAME_PAGE = 0;
const FRAME_COMMIT = 4;
const FRAME_SALTS = 8;
const SALT_BYTES = 8;
const HEADER_SUM = 24;
const FRAME_SUM = 16;

const CHUNK_BYTES = 256 * 1024;

/** What a log is known by at one time. */
export interface LogSnapshot {
  /** Empty for a log without content. */
  readonly header: Buffer;
  /** The place and the header of the last frame that ended a transaction; before that, the first frame is looked for. */
  readonly at: number;
  readonly frame: Buffer;
}

/** The log beside an open database. SQLite holds no locks on it, so that it may be opened and closed at any time. */
export interface LogFile {
  /** What was there at first. */
  initialSnapshot(): LogSnapshot;
  /** What is there now, where it rightly follows what was there at a mark; undefined where someone else wrote to the log. */
  follow(snapshot: LogSnapshot): LogSnapshot | undefined;
  /** Whether the log was not begun anew since a mark. */
  isSameRound(snapshot: LogSnapshot): boolean;
  /** Asks about the content of each frame of a page, until the answer is true. */
  someFrame(page: number, matches: (content: Buffer) => boolean): boolean;
  close(): void;
}

/**
 * Opens a log as it is when a connection has just been opened. It may have been left by a process that died, or by a loss of
 * power: in what is there by then only those frames count whose checksums are right, and SQLite writes over the rest.
 */
export function openLogFile(path: string): LogFile {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const sizeAtFirst = fstatSync(descriptor).size;
  let wholeAtFirst = 0;
  const read = (position: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
  };

  function follow({ header, at, frame }: LogSnapshot): LogSnapshot | undefined {
    const present = read(0, HEADER_BYTES);
    if (present.length < HEADER_BYTES) return header.length === 0 ? EMPTY : undefined;
    if (!isHeader(present)) return undefined;
    if (present.equals(header)) return walk(header, at, frame);
    // Where no frame counts, SQLite writes the header anew with its first one.
    const isLater = frame.length === 0 || present.readUInt32BE(ROUND) > header.readUInt32BE(ROUND);
    return isLater ? walk(present, HEADER_BYTES, NOTHING) : undefined;
  }

  /** From the frame that is known to the last one of this round that ends a transaction; undefined where there is a gap. */
  function walk(header: Buffer, from: number, known: Buffer): LogSnapshot | undefined {
    let snapshot: LogSnapshot = { header, at: from, frame: known };
    let sum = readChecksum(header, HEADER_SUM);
    for (const { frame, at } of framesFrom(header, from)) {
      const isKnown = at === from && known.length > 0;
      if (isKnown && !frame.subarray(0, FRAME_HEADER_BYTES).equals(known)) return undefined;
      if (!isFrameOfRound(frame, header)) return isGap(frame, at) ? undefined : snapshot;
      if (!isKnown && at < sizeAtFirst && !isFrameWhole(frame, sum, header)) return snapshot;
      sum = readChecksum(frame, FRAME_SUM);
      if (frame.readUInt32BE(FRAME_COMMIT) > 0)
        snapshot = { header, at, frame: Buffer.from(frame.subarray(0, FRAME_HEADER_BYTES)) };
    }
    // What was there must be found again, if nothing else.
    return known.length > 0 && snapshot.frame.length > 0 && read(from, 1).length === 0 ? undefined : snapshot;
  }

  /** Nothing was ever written there, though something was behind it. What was left by others may have gaps. */
  function isGap(frame: Buffer, at: number): boolean {
    return frame.readUInt32BE(FRAME_PAGE) === 0 && (at >= sizeAtFirst || at < wholeAtFirst);
  }

  function* framesFrom(header: Buffer, from: number): Generator<{ readonly frame: Buffer; readonly at: number }> {
    const size = FRAME_HEADER_BYTES + header.readUInt32BE(PAGE_SIZE);
    const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / size));
    for (let start = from; ; start += perChunk * size) {
      const chunk = read(start, perChunk * size);
      for (let at = 0; at + size <= chunk.length; at += size)
        yield { frame: chunk.subarray(at, at + size), at: start + at };
      if (chunk.length < perChunk * size) return;
    }
  }

  const initial = follow(EMPTY) ?? EMPTY;
  wholeAtFirst = initial.frame.length === 0 ? 0 : initial.at;
  return {
    initialSnapshot: () => initial,
    follow,
    isSameRound: ({ header }) => read(0, HEADER_BYTES).equals(header),
    someFrame(page, question) {
      const header = read(0, HEADER_BYTES);
      if (header.length < HEADER_BYTES || !isHeader(header)) return false;
      for (const { frame } of framesFrom(header, HEADER_BYTES)) {
        if (!isFrameOfRound(frame, header)) return false;
        if (frame.readUInt32BE(FRAME_PAGE) === page && question(frame.subarray(FRAME_HEADER_BYTES))) return true;
      }
      return false;
    },
    close: () => closeSync(descriptor),
  };
}

const NOTHING: Buffer = Buffer.alloc(0);
const EMPTY: LogSnapshot = { header: NOTHING, at: HEADER_BYTES, frame: NOTHING };

/** SQLite's two magic numbers differ in the last bit, which tells the order of bytes in checksums. */
function isHeader(bytes: Buffer): boolean {
  return bytes.readUInt32BE(0) >>> 1 === 0x377f_0682 >>> 1;
}

function readChecksum(bytes: Buffer, at: number): Checksum {
  return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
}

/** Whether a frame was written as a whole, behind one with that checksum. */
function isFrameWhole(frame: Buffer, before: Checksum, header: Buffer): boolean {
  const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
  const sum = extendChecksum(frame.subarray(0, FRAME_SALTS), before, isBigEndian);
  const [first, second] = extendChecksum(frame.subarray(FRAME_HEADER_BYTES), sum, isBigEndian);
  const [one, two] = readChecksum(frame, FRAME_SUM);
  return one === first && two === second;
}

function isFrameOfRound(frame: Buffer, header: Buffer): boolean {
  return frame.compare(header, SALTS, SALTS + SALT_BYTES, FRAME_SALTS, FRAME_SALTS + SALT_BYTES) === 0;
}
