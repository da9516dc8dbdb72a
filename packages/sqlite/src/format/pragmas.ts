import type { Durability } from "@keyed-store/core";
import { type SqliteConnection, SqliteFailure } from "../driver/driver.js";
import { operatingSystem } from "../files/operating-system.js";

/**
 * Bytes of a page of a new store. A commit copies every page that it changes into the log, so that small pages make
 * small writes quick; a quarter of the usual size was a third quicker, and costs only values of tens of kilobytes more.
 */
export const PAGE_BYTES = 1_024;

/** Kibibytes of pages kept in memory. A commit goes over all of them, so that many make every write to a large store slow. */
const CACHE_KIB = 2_000;

/** The bytes that an idle log may keep. */
const JOURNAL_BYTES = 16 * 1024 * 1024;

/** So many pages may stand in the log before SQLite moves them to the database; fewer rounds move fewer pages twice. */
const CHECKPOINT_PAGES: number = JOURNAL_BYTES / PAGE_BYTES;

/**
 * Settings that touch no file, to be made before anything is read. Waiting for locks is not SQLite's business here but
 * the commit queue's, which can do it without blocking the process.
 */
export function setSafetyPragmas(connection: SqliteConnection): void {
  setAndVerifyPragma(connection, "busy_timeout", 0);
  setAndVerifyPragma(connection, "trusted_schema", 0);
  setAndVerifyPragma(connection, "cell_size_check", 1);
  setAndVerifyPragma(connection, "foreign_keys", 0);
  setAndVerifyPragma(connection, "cache_size", -CACHE_KIB);
  // Sorting must not spill into files outside of the store's directory.
  setAndVerifyPragma(connection, "temp_store", 2);
  // An engine without memory-mapped files has no such setting and says nothing.
  setAndVerifyPragma(connection, "mmap_size", 0, true);
}

/** Settings for writing, to be made when the store has its schema: the log is part of the file's format. */
export function setDurabilityPragmas(connection: SqliteConnection, durability: Durability): void {
  const mode = connection.prepare("PRAGMA journal_mode=WAL").get()?.[0];
  if (mode !== "wal") {
    throw new SqliteFailure(
      "SQLITE_CANTOPEN",
      `the file system does not support a write-ahead log (journal_mode is ${String(mode)})`,
    );
  }
  setAndVerifyPragma(connection, "wal_autocheckpoint", CHECKPOINT_PAGES);
  setAndVerifyPragma(connection, "journal_size_limit", JOURNAL_BYTES);
  setSynchronousPragma(connection, durability);
}

/** How much a commit waits for the disk: for `power` until it is there (KS-DUR-1). */
export function setSynchronousPragma(connection: SqliteConnection, durability: Durability): void {
  const full = durability === "power";
  setAndVerifyPragma(connection, "synchronous", full ? 2 : 1);
  // What macOS calls a sync leaves data in the drive's cache.
  if (operatingSystem === "darwin") {
    setAndVerifyPragma(connection, "fullfsync", full ? 1 : 0);
    setAndVerifyPragma(connection, "checkpoint_fullfsync", full ? 1 : 0);
  }
}

/** Sets a pragma and reads it back: SQLite ignores in silence what it does not know or cannot do. */
export function setAndVerifyPragma(
  connection: SqliteConnection,
  pragmaName: string,
  value: number,
  acceptUnsupported = false,
): void {
  connection.exec(`PRAGMA ${pragmaName}=${value}`);
  const present = connection.prepare(`PRAGMA ${pragmaName}`).get()?.[0];
  if (present === value || (acceptUnsupported && present === undefined)) return;
  throw new SqliteFailure("SQLITE_ERROR", `the setting ${pragmaName} is ${String(present)} where it must be ${value}`);
}
