/** Bytes that can be written anywhere, as those of a file. */
export interface MemoryFile {
  readonly number: number;
  bytes: Uint8Array;
  size: number;
}

/** A file with its own copy of `content`. */
export function createMemoryFile(number: number, content: Uint8Array = new Uint8Array()): MemoryFile {
  return { number, bytes: content.slice(), size: content.length };
}

/** What the file holds. */
export function readContent({ bytes, size }: MemoryFile): Uint8Array {
  return bytes.subarray(0, size);
}

/** Writes, filling a gap before `position` with zeros. */
export function writeContent(file: MemoryFile, content: Uint8Array, position: number): void {
  const end = position + content.length;
  resize(file, Math.max(end, file.size));
  file.bytes.set(content, position);
}

/** Cuts off, or lengthens with zeros. */
export function resize(file: MemoryFile, size: number): void {
  if (size > file.bytes.length) {
    const grown = new Uint8Array(Math.max(size, 2 * file.bytes.length));
    grown.set(readContent(file));
    file.bytes = grown;
  }
  if (size < file.size) file.bytes.fill(0, size, file.size);
  file.size = size;
}
