import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStateStore } from "keyed-store";

/** A database and its log as they were under their names: whatever becomes of the names, these are they. */
export interface Kept {
  /** Copies both, as they are now, into a directory. */
  copyTo(directory: string): void;
  close(): void;
}

/**
 * Holds on to a database and its log. By open files and not by links, so that a file that is deleted has no name left, as it
 * would have none anywhere.
 */
export function keep(home: string): Kept {
  const open = ["state.sqlite", "state.sqlite-wal"].flatMap((name) => {
    try {
      return [{ name, file: openSync(join(home, name), "r") }];
    } catch {
      return [];
    }
  });
  return {
    copyTo(directory) {
      mkdirSync(directory);
      for (const { name, file } of open) writeFileSync(join(directory, name), bytesOf(file));
    },
    close() {
      for (const { file } of open) closeSync(file);
    },
  };
}

/** The keys of all entries of a store that nobody else has open, or why it cannot be opened. */
export async function keysIn(directory: string, backend: string): Promise<ReadonlySet<string> | string> {
  try {
    const store = await openStateStore({ directory, backend, busyTimeoutMs: 10_000 });
    try {
      const entries = await store.openKeyedStore({ namespace: "shelf", maxEntries: 1_000 }).entries();
      return new Set(entries.map(({ key }) => key));
    } finally {
      await store.close();
    }
  } catch (error) {
    return String(error);
  }
}

function bytesOf(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size);
  let read = 0;
  for (let got = -1; got !== 0 && read < bytes.length; read += got)
    got = readSync(file, bytes, read, bytes.length - read, read);
  return bytes;
}
