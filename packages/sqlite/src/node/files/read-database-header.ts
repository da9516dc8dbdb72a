import { closeSync, openSync, readSync } from "node:fs";
import { fileOperationError } from "../../files/file-error.js";
import { DATABASE_HEADER_BYTES } from "../../format/application-id.js";
import { retryOnWindows } from "./windows-retry.js";

/**
 * Reads the header of a database without SQLite, which might change a file by looking at it. Only where no engine of this process
 * can have the file open: closing it here drops the locks that the process holds on it.
 */
export function readDatabaseHeader(databasePath: string): Uint8Array {
  try {
    const descriptor = retryOnWindows(() => openSync(databasePath, "r"));
    try {
      const bytes = Buffer.alloc(DATABASE_HEADER_BYTES);
      retryOnWindows(() => readSync(descriptor, bytes, 0, DATABASE_HEADER_BYTES, 0));
      return bytes;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileOperationError("read", databasePath, error);
  }
}
