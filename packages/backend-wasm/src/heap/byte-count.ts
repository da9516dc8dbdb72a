/** A number of bytes. */
export type ByteCount = number;
