import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/*
 * A write-ahead log is a header, and behind that frames of a header and a page each. It grows, or is begun anew from the
 * start, with a header that says so. See "The WAL File Format" of SQLite.
 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** In the header: the page size, and how often the log was begun anew. */
const PAGE_SIZE = 8;
const ROUND = 12;
/** In a frame's header: its page, and the size of the database where it ends a transaction, else 0. */
const FRAME_PAGE = 0;
const FRAME_COMMIT = 4;

/** So far back is looked for the end of a transaction. */
const MOST_FRAMES_BACK = 64;

/** What a log is known by at one time. */
export interface LogMark {
  /** Empty for a log without content. */
  readonly header: Buffer;
  /** The place and the header of the last frame that ended a transaction; no frame where none was found. */
  readonly at: number;
  readonly frame: Buffer;
}

/** The log beside an open database. SQLite holds no locks on it, so that it may be opened and closed at any time. */
export interface LogFile {
  /** What is there now. */
  mark(): LogMark;
  /** Whether what was there is there still, or the log was rightly begun anew since. */
  follows(mark: LogMark): boolean;
  /** Whether the log was not begun anew since a mark. */
  isSameRound(mark: LogMark): boolean;
  /** Calls back for each frame of a page, with what follows its header, until it is answered true. */
  someFrame(page: number, question: (content: Buffer) => boolean): boolean;
  close(): void;
}

/** Opens a log. */
export function openLog(path: string): LogFile {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  const read = (position: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
  };
  const frameBytes = (header: Buffer): number => FRAME_HEADER_BYTES + header.readUInt32BE(PAGE_SIZE);
  const frames = (header: Buffer): number =>
    Math.max(0, Math.floor((fstatSync(descriptor).size - HEADER_BYTES) / frameBytes(header)));

  return {
    mark() {
      const header = read(0, HEADER_BYTES);
      if (header.length < HEADER_BYTES) return { header: NOTHING, at: 0, frame: NOTHING };
      const count = frames(header);
      for (let index = count - 1; index >= Math.max(0, count - MOST_FRAMES_BACK); index--) {
        const at = HEADER_BYTES + index * frameBytes(header);
        const frame = read(at, FRAME_HEADER_BYTES);
        if (frame.length === FRAME_HEADER_BYTES && frame.readUInt32BE(FRAME_COMMIT) > 0) return { header, at, frame };
      }
      return { header, at: 0, frame: NOTHING };
    },
    follows({ header, at, frame }) {
      const present = read(0, HEADER_BYTES);
      if (present.length < HEADER_BYTES) return header.length === 0;
      if (header.length === 0) return isHeader(present);
      if (!present.equals(header)) return isHeader(present) && present.readUInt32BE(ROUND) > header.readUInt32BE(ROUND);
      return frame.length === 0 || read(at, FRAME_HEADER_BYTES).equals(frame);
    },
    isSameRound: ({ header }) => read(0, HEADER_BYTES).equals(header),
    someFrame(page, question) {
      const header = read(0, HEADER_BYTES);
      if (header.length < HEADER_BYTES) return false;
      const all = read(HEADER_BYTES, frames(header) * frameBytes(header));
      for (let at = 0; at < all.length; at += frameBytes(header)) {
        const frame = all.subarray(at, at + frameBytes(header));
        if (frame.readUInt32BE(FRAME_PAGE) === page && question(frame.subarray(FRAME_HEADER_BYTES))) return true;
      }
      return false;
    },
    close: () => closeSync(descriptor),
  };
}

const NOTHING: Buffer = Buffer.alloc(0);

/** SQLite's two magic numbers differ in the last bit, which tells the order of bytes in checksums. */
function isHeader(bytes: Buffer): boolean {
  return bytes.readUInt32BE(0) >>> 1 === 0x377f_0682 >>> 1;
}
