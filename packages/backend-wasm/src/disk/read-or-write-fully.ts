/** `fs.readSync` or `fs.writeSync`: moves up to `length` bytes and returns how many it moved. */
export type ReadOrWrite = (
  handle: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => number;

/** Repeats `readOrWrite` until all is moved or nothing more moves, since a system call may do less than it was asked. */
export function readOrWriteFully(
  readOrWrite: ReadOrWrite,
  descriptor: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  let done = 0;
  while (done < length) {
    const moved = readOrWrite(descriptor, bytes, offset + done, length - done, position + done);
    if (moved === 0) break;
    done += moved;
  }
  return done;
}
