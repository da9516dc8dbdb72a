import { closeSync, openSync, readSync } from "node:fs";
import { fileOperationError } from "../files/file-error.js";
import { retryOnWindows } from "../files/windows-retry.js";
import { APPLICATION_ID } from "../sql/schema.js";

/** The header of a database and, behind it, the beginning of its first page. */
const BYTES = 108;
const USER_VERSION = 60;
const ID = 68;
const PAGE_KIND = 100;
const PAGE_CELLS = 103;
const TABLE_LEAF = 0x0d;

/*
 * Files are read here without SQLite, which might change one by looking at it. Only where no engine of this process can
 * have the file open: closing it here drops the locks that the process holds on it.
 */

/** Whether a database file has our application id. */
export function hasOurApplicationId(databasePath: string): boolean {
  return readDatabaseHeader(databasePath).readUInt32BE(ID) === APPLICATION_ID;
}

/**
 * Whether it has, or is an empty database, which may become a store: a new one has a single empty page until the transaction
 * that makes it a store writes the first.
 */
export function isStoreOrEmptyDatabase(databasePath: string): boolean {
  const bytes = readDatabaseHeader(databasePath);
  if (bytes.readUInt32BE(ID) === APPLICATION_ID) return true;
  const isMarked = bytes.readUInt32BE(ID) !== 0 || bytes.readUInt32BE(USER_VERSION) !== 0;
  return !isMarked && bytes[PAGE_KIND] === TABLE_LEAF && bytes.readUInt16BE(PAGE_CELLS) === 0;
}

function readDatabaseHeader(databasePath: string): Buffer {
  try {
    const descriptor = retryOnWindows(() => openSync(databasePath, "r"));
    try {
      const bytes = Buffer.alloc(BYTES);
      retryOnWindows(() => readSync(descriptor, bytes, 0, BYTES, 0));
      return bytes;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileOperationError("read", databasePath, error);
  }
}
