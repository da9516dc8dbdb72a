import { KeyedStoreError } from "@keyed-store/core";
import { getExceptionName } from "../opfs/get-exception-name.js";

const EXPLANATIONS: Readonly<Record<string, string>> = {
  QuotaExceededError: "the storage of this site is full: free some space, or ask the user for more",
  TypeMismatchError: "a directory stands where a file is to be, or a file where a directory is to be",
  SecurityError:
    "the browser does not give this page any storage, as in a private window or where the user has blocked it",
  NotAllowedError:
    "the browser does not give this page any storage, as in a private window or where the user has blocked it",
  InvalidStateError: "the browser has taken the storage away from this page: load it again",
};

/**
 * The error for files that could not be opened.
 *
 * @param wasOpen - whether the store was open before, so that its file had been there
 */
export function openError(error: unknown, databasePath: string, wasOpen: boolean): KeyedStoreError {
  const name = getExceptionName(error);
  const message =
    name === "NotFoundError"
      ? describeMissing(databasePath, wasOpen)
      : `Cannot open ${databasePath}: ${EXPLANATIONS[name] ?? (error instanceof Error ? error.message : String(error))}.`;
  return new KeyedStoreError("KEYED_STORE_OPEN_FAILED", message, {
    operation: "open",
    backend: "browser",
    path: databasePath,
    retryable: name === "QuotaExceededError",
    cause: error,
  });
}

function describeMissing(databasePath: string, wasOpen: boolean): string {
  return wasOpen
    ? `${databasePath} was deleted while the store was open: the data of this site was cleared, or the browser has removed it. Close the store and open it again.`
    : `There is no store at ${databasePath}; open it with access "read-write" once to create one.`;
}
