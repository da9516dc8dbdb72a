import { lstatSync } from "node:fs";
import { getWalPath } from "../tampering/wal-path.js";

/** A text that differs from an earlier one where files have changed, been replaced, come or gone. */
export type FileFingerprint = string;

/**
 * What a database and its log look like from outside, without opening them: another text means that they may have changed. A log with
 * nothing in it is as good as none. `undefined` where they cannot be looked at.
 */
export function readDatabaseFilesFingerprint(databasePath: string): FileFingerprint | undefined {
  try {
    return `${readFileFingerprint(databasePath)} ${readFileFingerprint(getWalPath(databasePath))}`;
  } catch {
    return undefined;
  }
}

function readFileFingerprint(filePath: string): FileFingerprint {
  const stat = lstatSync(filePath, { bigint: true, throwIfNoEntry: false });
  return stat === undefined || stat.size === 0n ? "" : `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
}
