import type { Transaction } from "@keyed-store/core";
import { type SqliteConnection, SqliteFailure } from "../../driver/driver.js";

/** So many free pages stay in the file for what comes next. */
const KEPT_PAGES = 128;

/** So many are given back between two operations, so that no caller waits long for it. */
export const PAGES_PER_STEP = 256;

/** So many before the file is closed. */
export const PAGES_AT_CLOSE = 16_384;

/** Whether a transaction can set many pages free. */
export function containsBulkDelete(transaction: Transaction): boolean {
  return transaction.some(({ kind }) => kind === "clear" || kind === "clearOwner" || kind === "sweep");
}

/**
 * Gives at most so many free pages back to the file system, and returns whether there are more. What fails is tried again
 * later.
 */
export function releaseFreePagesAndCheckForMore(connection: SqliteConnection, maxPages: number): boolean {
  try {
    const spare = Number(connection.prepare("PRAGMA freelist_count").get()?.[0] ?? 0) - KEPT_PAGES;
    if (spare > 0) connection.exec(`PRAGMA incremental_vacuum(${Math.min(spare, maxPages)})`);
    return spare > maxPages;
  } catch (error) {
    if (!(error instanceof SqliteFailure)) throw error;
    return true;
  }
}
