import { type BigIntStats, lstatSync } from "node:fs";
import { retryOnWindows } from "../files/windows-retry.js";

/** The path of the log beside a database. */
export function getWalPath(databasePath: string): string {
  return `${databasePath}-wal`;
}

/** Whether there is a file with something in it. */
export function isNonEmptyFile(filePath: string): boolean {
  return (statIfExists(filePath)?.size ?? 0n) > 0n;
}

/** What the system tells of a name; undefined where there is nothing. */
export function statIfExists(filePath: string): BigIntStats | undefined {
  return retryOnWindows(() => lstatSync(filePath, { bigint: true, throwIfNoEntry: false }));
}
