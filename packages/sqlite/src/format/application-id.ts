import { APPLICATION_ID } from "../sql/schema.js";

/** The header of a database and, behind it, the beginning of its first page. */
export const DATABASE_HEADER_BYTES = 108;
const USER_VERSION = 60;
const ID = 68;
const PAGE_KIND = 100;
const PAGE_CELLS = 103;
const TABLE_LEAF = 0x0d;

/** Whether a database file, of which this is the header, has our application id. */
export function hasOurApplicationId(header: Uint8Array): boolean {
  return createView(header).getUint32(ID) === APPLICATION_ID;
}

/**
 * Whether it has, or is an empty database, which may become a store: a new one has a single empty page until the transaction
 * that makes it a store writes the first.
 */
export function isStoreOrEmptyDatabase(header: Uint8Array): boolean {
  if (hasOurApplicationId(header)) return true;
  const view = createView(header);
  const isMarked = view.getUint32(ID) !== 0 || view.getUint32(USER_VERSION) !== 0;
  return !isMarked && header[PAGE_KIND] === TABLE_LEAF && view.getUint16(PAGE_CELLS) === 0;
}

function createView({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
