import { type ErrorCode, KeyedStoreError } from "@keyed-store/core";

/** Refusals that no repetition changes: they concern the directory as a whole. */
const LASTING = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "ELOOP", "ENOENT", "ENAMETOOLONG"]);

/** The error for a file operation on session records that failed. */
export function recordFailure(attempt: string, path: string, cause: unknown): KeyedStoreError {
  const reason = codeOf(cause) ?? "unknown reason";
  const lasting = LASTING.has(reason);
  const code: ErrorCode = lasting ? "KEYED_STORE_OPEN_FAILED" : "KEYED_STORE_WRITE_FAILED";
  const wayOut = lasting
    ? "Every process that uses the store must be able to write there, a read-only one too."
    : "Nothing was changed; the call can be made again when the cause has passed.";
  return new KeyedStoreError(code, `cannot ${attempt} (${reason}): ${path}. ${wayOut}`, {
    path,
    cause,
    retryable: !lasting,
  });
}

/** Whether an error of the system bears this code. */
export function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
