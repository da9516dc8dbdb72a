import type { Transaction } from "@keyed-store/core";
import { type SqliteConnection, SqliteFailure } from "../driver.js";

/** So many free pages stay in the file for what comes next. */
const KEPT_PAGES = 128;

/** At most so many are given back at a time, so that no caller waits long for it. */
const MOST_PAGES = 256;

/** Whether a transaction can set many pages free. */
export function isBulky(transaction: Transaction): boolean {
  return transaction.some(({ kind }) => kind === "clear" || kind === "clearOwner" || kind === "sweep");
}

/** Gives free pages back to the file system, a bounded number at a time. It is housekeeping: what fails waits. */
export function trim(connection: SqliteConnection): void {
  try {
    const free = Number(connection.prepare("PRAGMA freelist_count").get()?.[0] ?? 0);
    if (free > KEPT_PAGES) connection.exec(`PRAGMA incremental_vacuum(${Math.min(free - KEPT_PAGES, MOST_PAGES)})`);
  } catch (error) {
    if (!(error instanceof SqliteFailure)) throw error;
  }
}
