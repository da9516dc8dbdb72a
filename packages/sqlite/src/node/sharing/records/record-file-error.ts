import { platform } from "node:process";
import { type ErrorCode, KeyedStoreError } from "@keyed-store/core";
import { getErrnoName } from "../../../files/file-error.js";
import { isTransientOnWindows } from "../../../files/is-transient-on-windows.js";
import type { RecordName } from "../session/session-file-name.js";

/** Refusals that no repetition changes: they concern the directory as a whole. */
const LASTING = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "ELOOP", "ENOENT", "ENAMETOOLONG"]);

/** The error for a session whose record was gone as soon as it was made. */
export function sessionRecordVanishedError(recordName: RecordName): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_WRITE_FAILED",
    `the session record ${recordName} was removed as soon as it was made: find out what removes files beside the database, and stop it.`,
    { retryable: true },
  );
}

/** The error for a file operation on session records that failed. */
export function sessionRecordFileError(
  action: string,
  path: string,
  cause: unknown,
  operatingSystem: string = platform,
): KeyedStoreError {
  const reason = getErrnoName(cause) ?? "unknown reason";
  const lasting = LASTING.has(reason) && !isTransientOnWindows(reason, operatingSystem);
  const code: ErrorCode = lasting ? "KEYED_STORE_OPEN_FAILED" : "KEYED_STORE_WRITE_FAILED";
  const wayOut = lasting
    ? "Every process that uses the store must be able to write there, a read-only one too; users of one group can where the directory of the store has that group and mode 2770."
    : "Nothing was changed; the call can be made again when the cause has passed.";
  return new KeyedStoreError(code, `cannot ${action} (${reason}): ${path}. ${wayOut}`, {
    path,
    cause,
    retryable: !lasting,
  });
}
