import { closeSync, openSync, readSync } from "node:fs";
import { fileFailure } from "../files/file-failure.js";

const OFFSET = 68;

/**
 * Reads the application id out of a database file without SQLite, which might change a file by looking at it. Only where
 * no engine of this process can have the file open: closing it here drops the locks that the process holds on it.
 */
export function applicationIdIn(path: string): number {
  try {
    const descriptor = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(4);
      readSync(descriptor, bytes, 0, 4, OFFSET);
      return bytes.readUInt32BE(0);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileFailure("read", path, error);
  }
}
