import type { ByteCount } from "../../heap/byte-count.js";
import type { FileDescriptor } from "./open-without-following-links.js";

/** `fs.readSync` or `fs.writeSync`: moves up to `length` bytes and returns how many it moved. */
export type ReadOrWrite = (
  handle: FileDescriptor,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => number;

/** Repeats `readOrWrite` until all is moved or nothing more moves, since a system call may do less than it was asked. */
export function readOrWriteFully(
  readOrWrite: ReadOrWrite,
  fileDescriptor: FileDescriptor,
  bytes: Uint8Array,
  bufferOffset: number,
  byteCount: ByteCount,
  filePosition: number,
): ByteCount {
  let done = 0;
  while (done < byteCount) {
    const moved = readOrWrite(fileDescriptor, bytes, bufferOffset + done, byteCount - done, filePosition + done);
    if (moved === 0) break;
    done += moved;
  }
  return done;
}
