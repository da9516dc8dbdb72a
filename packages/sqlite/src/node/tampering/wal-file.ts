import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { extendWalChecksum, type WalChecksum } from "./wal-checksum.js";

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
export interface WalSnapshot {
  /** Empty for a log without content. */
  readonly header: Buffer;
  /** The place and the header of the last frame that ended a transaction; before that, the first frame is looked for. */
  readonly lastFrameOffset: number;
  readonly lastFrameHeader: Buffer;
}

/** The log beside an open database. SQLite holds no locks on it, so that it may be opened and closed at any time. */
export interface WalFile {
  /** What was there at first. */
  initialSnapshot(): WalSnapshot;
  /** What is there now, where it rightly follows what was there at a mark; undefined where someone else wrote to the log. */
  advanceSnapshot(snapshot: WalSnapshot): WalSnapshot | undefined;
  /** Whether the log was not begun anew since a mark. */
  hasNotRestartedSince(snapshot: WalSnapshot): boolean;
  /** Asks about the content of each frame of a page, the last one first, until the answer is true. */
  someFrameOfPage(pageNumber: number, matches: (content: Buffer) => boolean): boolean;
  close(): void;
}

/**
 * Opens a log as it is when a connection has just been opened. It may have been left by a process that died, or by a loss of
 * power: in what is there by then only those frames count whose checksums are right, and SQLite writes over the rest.
 */
export function openWalFile(walPath: string): WalFile {
  const descriptor = openSync(walPath, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const sizeAtFirst = fstatSync(descriptor).size;
  let wholeAtFirst = 0;
  // Nobody keeps a frame, and memory that is new for each chunk would cost as much as reading it.
  let chunkMemory: Buffer | undefined;
  const readInto = (bytes: Buffer, position: number): Buffer =>
    bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, position));
  const read = (position: number, length: number): Buffer => readInto(Buffer.alloc(length), position);

  function advanceSnapshot({ header, lastFrameOffset, lastFrameHeader }: WalSnapshot): WalSnapshot | undefined {
    const present = read(0, HEADER_BYTES);
    if (present.length < HEADER_BYTES) return header.length === 0 ? EMPTY : undefined;
    if (!isWalHeader(present)) return undefined;
    if (present.equals(header)) return snapshotLastCommit(header, lastFrameOffset, lastFrameHeader);
    // Where no frame counts, SQLite writes the header anew with its first one.
    const isLater = lastFrameHeader.length === 0 || present.readUInt32BE(ROUND) > header.readUInt32BE(ROUND);
    return isLater ? snapshotLastCommit(present, HEADER_BYTES, NOTHING) : undefined;
  }

  /** From the frame that is known to the last one of this round that ends a transaction; undefined where there is a gap. */
  function snapshotLastCommit(
    walHeader: Buffer,
    startOffset: number,
    knownFrameHeader: Buffer,
  ): WalSnapshot | undefined {
    let snapshot: WalSnapshot = { header: walHeader, lastFrameOffset: startOffset, lastFrameHeader: knownFrameHeader };
    let sum = readWalChecksum(walHeader, HEADER_SUM);
    for (const { frame, offset: at } of readFrames(walHeader, startOffset)) {
      const isKnown = at === startOffset && knownFrameHeader.length > 0;
      if (isKnown && !frame.subarray(0, FRAME_HEADER_BYTES).equals(knownFrameHeader)) return undefined;
      if (!hasSaltsOfHeader(frame, walHeader)) return isUnwrittenFrame(frame, at) ? undefined : snapshot;
      if (!isKnown && at < sizeAtFirst && !isFrameChecksumValid(frame, sum, walHeader)) return snapshot;
      sum = readWalChecksum(frame, FRAME_SUM);
      if (frame.readUInt32BE(FRAME_COMMIT) > 0)
        snapshot = {
          header: walHeader,
          lastFrameOffset: at,
          lastFrameHeader: Buffer.from(frame.subarray(0, FRAME_HEADER_BYTES)),
        };
    }
    // What was there must be found again, if nothing else.
    return knownFrameHeader.length > 0 && snapshot.lastFrameHeader.length > 0 && read(startOffset, 1).length === 0
      ? undefined
      : snapshot;
  }

  /** Nothing was ever written there, though something was behind it. What was left by others may have gaps. */
  function isUnwrittenFrame(frame: Buffer, offset: number): boolean {
    return frame.readUInt32BE(FRAME_PAGE) === 0 && (offset >= sizeAtFirst || offset < wholeAtFirst);
  }

  /** Each frame is there until the next one is asked for. */
  function* readFrames(
    walHeader: Buffer,
    startOffset: number,
  ): Generator<{ readonly frame: Buffer; readonly offset: number }> {
    const { frameBytes, memory } = reserveChunk(walHeader);
    for (let start = startOffset; ; start += memory.length) {
      const chunk = readInto(memory, start);
      for (let at = 0; at + frameBytes <= chunk.length; at += frameBytes)
        yield { frame: chunk.subarray(at, at + frameBytes), offset: start + at };
      if (chunk.length < memory.length) return;
    }
  }

  /** All frames, those of an earlier round too, the last one first. What was moved to the database last is found soon. */
  function* readFramesFromEnd(walHeader: Buffer): Generator<Buffer> {
    const { frameBytes, memory } = reserveChunk(walHeader);
    const frames = Math.floor((fstatSync(descriptor).size - HEADER_BYTES) / frameBytes);
    for (let end = HEADER_BYTES + frames * frameBytes; end > HEADER_BYTES; end -= memory.length) {
      const start = Math.max(HEADER_BYTES, end - memory.length);
      const chunk = readInto(memory.subarray(0, end - start), start);
      for (let at = chunk.length - frameBytes; at >= 0; at -= frameBytes) yield chunk.subarray(at, at + frameBytes);
    }
  }

  /** Memory for as many whole frames as are read at once. Nobody keeps a frame, and new memory would cost as much as to read. */
  function reserveChunk(walHeader: Buffer): { readonly frameBytes: number; readonly memory: Buffer } {
    const frameBytes = FRAME_HEADER_BYTES + walHeader.readUInt32BE(PAGE_SIZE);
    const length = Math.max(1, Math.floor(CHUNK_BYTES / frameBytes)) * frameBytes;
    if (chunkMemory?.length !== length) chunkMemory = Buffer.allocUnsafeSlow(length);
    return { frameBytes, memory: chunkMemory };
  }

  const initial = advanceSnapshot(EMPTY) ?? EMPTY;
  wholeAtFirst = initial.lastFrameHeader.length === 0 ? 0 : initial.lastFrameOffset;
  return {
    initialSnapshot: () => initial,
    advanceSnapshot,
    hasNotRestartedSince: ({ header }) => read(0, HEADER_BYTES).equals(header),
    someFrameOfPage(pageNumber, matches) {
      const header = read(0, HEADER_BYTES);
      if (header.length < HEADER_BYTES || !isWalHeader(header)) return false;
      for (const frame of readFramesFromEnd(header)) {
        if (frame.readUInt32BE(FRAME_PAGE) !== pageNumber || !hasSaltsOfHeader(frame, header)) continue;
        if (matches(frame.subarray(FRAME_HEADER_BYTES))) return true;
      }
      return false;
    },
    close: () => closeSync(descriptor),
  };
}

const NOTHING: Buffer = Buffer.alloc(0);
const EMPTY: WalSnapshot = { header: NOTHING, lastFrameOffset: HEADER_BYTES, lastFrameHeader: NOTHING };

/** SQLite's two magic numbers differ in the last bit, which tells the order of bytes in checksums. */
function isWalHeader(bytes: Buffer): boolean {
  return bytes.readUInt32BE(0) >>> 1 === 0x377f_0682 >>> 1;
}

function readWalChecksum(bytes: Buffer, offset: number): WalChecksum {
  return [bytes.readUInt32BE(offset), bytes.readUInt32BE(offset + 4)];
}

/** Whether a frame was written as a whole, behind one with that checksum. */
function isFrameChecksumValid(frame: Buffer, previousChecksum: WalChecksum, walHeader: Buffer): boolean {
  const isBigEndian = (walHeader.readUInt32BE(0) & 1) === 1;
  const sum = extendWalChecksum(frame.subarray(0, FRAME_SALTS), previousChecksum, isBigEndian);
  const [first, second] = extendWalChecksum(frame.subarray(FRAME_HEADER_BYTES), sum, isBigEndian);
  const [one, two] = readWalChecksum(frame, FRAME_SUM);
  return one === first && two === second;
}

function hasSaltsOfHeader(frame: Buffer, walHeader: Buffer): boolean {
  return frame.compare(walHeader, SALTS, SALTS + SALT_BYTES, FRAME_SALTS, FRAME_SALTS + SALT_BYTES) === 0;
}
