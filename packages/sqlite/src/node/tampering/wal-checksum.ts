/** Two running sums, as SQLite computes them over the words of a write-ahead log. */
export type WalChecksum = readonly [number, number];

/** Goes on with a checksum over bytes, whose number is a multiple of 8. */
export function extendWalChecksum(bytes: Buffer, [first, second]: WalChecksum, isBigEndian: boolean): WalChecksum {
  let [one, two] = [first, second];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    one = (one + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + two) >>> 0;
    two = (two + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + one) >>> 0;
  }
  return [one, two];
}
