import { closeSync, openSync, readSync } from "node:fs";
import { fileFailure } from "../files/file-failure.js";

const OFFSET = 68;

/**
 * Reads the application id out of a database file without SQLite, which would change the file by looking at it where a
 * hot journal stands beside it. Only there: closing a file drops the locks that this process holds on it, and our own
 * engines, being in WAL mode, hold none beside a journal.
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
