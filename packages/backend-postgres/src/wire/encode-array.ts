/** The object identifiers of the types that are sent. */
const TYPE_ID = { int4: 23, int8: 20, float8: 701, text: 25 } as const;

const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/** The binary form of an array of PostgreSQL, whose elements may be null. Values need no escaping in it. */
export function encodeArray(type: "int4" | "int8" | "float8", items: readonly (number | null)[]): Buffer {
  const size = type === "int4" ? 4 : 8;
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + items.length * (4 + size));
  let at = writeHeader(bytes, TYPE_ID[type], items);
  for (const item of items) {
    at = bytes.writeInt32BE(item === null ? NULL_LENGTH : size, at);
    if (item !== null) at = WRITE[type](bytes, item, at);
  }
  return bytes.subarray(0, at);
}

/** The same of texts. */
export function encodeTextArray(items: readonly (string | null)[]): Buffer {
  const lengths = items.map((item) => (item === null ? 0 : Buffer.byteLength(item)));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, HEADER_BYTES));
  let at = writeHeader(bytes, TYPE_ID.text, items);
  items.forEach((item, position) => {
    at = bytes.writeInt32BE(item === null ? NULL_LENGTH : (lengths[position] ?? 0), at);
    if (item !== null) at += bytes.write(item, at);
  });
  return bytes.subarray(0, at);
}

const WRITE: Readonly<Record<"int4" | "int8" | "float8", (bytes: Buffer, item: number, at: number) => number>> = {
  int4: (bytes, item, at) => bytes.writeInt32BE(item, at),
  int8(bytes, item, at) {
    const high = Math.floor(item / 2 ** 32);
    return bytes.writeUInt32BE(item - high * 2 ** 32, bytes.writeInt32BE(high, at));
  },
  float8: (bytes, item, at) => bytes.writeDoubleBE(item, at),
};

function writeHeader(bytes: Buffer, typeId: number, items: readonly unknown[]): number {
  let at = bytes.writeInt32BE(items.length === 0 ? 0 : 1, 0); // dimensions
  at = bytes.writeInt32BE(items.includes(null) ? 1 : 0, at);
  at = bytes.writeInt32BE(typeId, at);
  if (items.length === 0) return at;
  at = bytes.writeInt32BE(items.length, at);
  return bytes.writeInt32BE(1, at); // the lower bound
}
