/** Bytes that can be written anywhere, as those of a file. */
export interface MemoryFile {
  readonly inode: number;
  bytes: Uint8Array;
  size: number;
}

/** A file with its own copy of `content`. */
export function createMemoryFile(inode: number, content: Uint8Array = new Uint8Array()): MemoryFile {
  return { inode, bytes: content.slice(), size: content.length };
}

/** What the file holds. */
export function readMemoryFile({ bytes, size }: MemoryFile): Uint8Array {
  return bytes.subarray(0, size);
}

/** Writes, filling a gap before `position` with zeros. */
export function writeIntoMemoryFile(file: MemoryFile, content: Uint8Array, position: number): void {
  const end = position + content.length;
  resizeMemoryFile(file, Math.max(end, file.size));
  file.bytes.set(content, position);
}

/** Cuts off, or lengthens with zeros. */
export function resizeMemoryFile(file: MemoryFile, newSize: number): void {
  if (newSize > file.bytes.length) {
    const grown = new Uint8Array(Math.max(newSize, 2 * file.bytes.length));
    grown.set(readMemoryFile(file));
    file.bytes = grown;
  }
  if (newSize < file.size) file.bytes.fill(0, newSize, file.size);
  file.size = newSize;
}
