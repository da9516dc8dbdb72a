import type { DiskFile } from "../disk/disk.js";
import type { ByteCount } from "../heap/byte-count.js";

/**
 * Writes to the log, gathered as long as each begins where the last one ended, so that a commit is one call of the disk. SQLite
 * takes them to be done: they must be written before anything else is done with a file, and before the engine returns.
 */
export interface LogWrites {
  /** Whether nothing is gathered. */
  readonly isEmpty: boolean;
  /**
   * Gathers a write. The one that completes a commit is made at once, with all before it. What the disk throws is for SQLite, which
   * then rolls back the whole transaction, and so all that was gathered.
   */
  gather(file: DiskFile, bytes: Uint8Array, offset: number, length: ByteCount, position: number): void;
  /** Writes what is gathered. Where the disk throws, nothing is gathered any more, and SQLite believes what is not so. */
  flush(): void;
  /** Forgets what is gathered, as the death of the process would. */
  discard(): void;
}

/** In the log, a header of this size stands before each page; nothing else that is written there is as short. */
const FRAME_HEADER_SIZE = 24;

/** Where the header has the size that the database has after the commit; 0 where more pages follow. */
const COMMIT_SIZE_OFFSET = 4;

/** As much as an ordinary commit takes; a larger one is written in several pieces. No page has more than 65,536 bytes. */
const CAPACITY = 64 * (FRAME_HEADER_SIZE + 4096);

/** Has gathered nothing yet, and takes its memory when it does. */
export function createLogWrites(): LogWrites {
  let buffer: Uint8Array | undefined;
  let target: DiskFile | undefined;
  let start = 0;
  let size = 0;
  let isPageOfCommitNext = false;

  function flush(): void {
    if (target === undefined || buffer === undefined) return;
    const file = target;
    const length = size;
    discard();
    file.write(buffer, 0, length, start);
  }

  function discard(): void {
    target = undefined;
    size = 0;
    isPageOfCommitNext = false;
  }

  return {
    get isEmpty() {
      return target === undefined;
    },
    gather(file, bytes, offset, length, position) {
      if (file !== target || position !== start + size || size + length > CAPACITY) flush();
      if (target === undefined) {
        target = file;
        start = position;
      }
      buffer ??= new Uint8Array(CAPACITY);
      buffer.set(bytes.subarray(offset, offset + length), size);
      size += length;
      if (isPageOfCommitNext) flush();
      else isPageOfCommitNext = length === FRAME_HEADER_SIZE && isCommitFrame(bytes, offset);
    },
    flush,
    discard,
  };
}

function isCommitFrame(bytes: Uint8Array, headerOffset: number): boolean {
  return new DataView(bytes.buffer, bytes.byteOffset + headerOffset).getUint32(COMMIT_SIZE_OFFSET) !== 0;
}
