import { type ErrorCode, KeyedStoreError } from "@keyed-store/core";
import { isTransient } from "../files/file-error.js";
import { SqliteFailure } from "./driver.js";

/** What was being done when the engine failed; it decides between codes such as READ_FAILED and WRITE_FAILED. */
export type OperationKind = "open" | "read" | "write";

const FAILURE_CODES: Readonly<Record<OperationKind, ErrorCode>> = {
  open: "KEYED_STORE_OPEN_FAILED",
  read: "KEYED_STORE_READ_FAILED",
  write: "KEYED_STORE_WRITE_FAILED",
};

/**
 * Translates a failure of the engine into an error of the contract: the one place where SQLite's result codes become codes of
 * the contract. Any other error is returned as it is.
 */
export function translateFailure(error: unknown, attempt: OperationKind, path: string, backend: string): unknown {
  if (!(error instanceof SqliteFailure)) return error;
  const { code, message, retryable } = describeFailure(error, attempt, path);
  return new KeyedStoreError(code, `${message} (${error.detail ?? error.result}: ${error.message})`, {
    backend,
    path,
    retryable,
    cause: error,
  });
}

interface FailureDescription {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
}

function describeFailure(failure: SqliteFailure, attempt: OperationKind, path: string): FailureDescription {
  switch (failure.result) {
    case "SQLITE_FULL":
      return {
        code: FAILURE_CODES[attempt],
        message: `The disk that holds ${path} is full; free some space.`,
        retryable: true,
      };
    case "SQLITE_NOMEM":
      return { code: FAILURE_CODES[attempt], message: "The engine ran out of memory.", retryable: true };
    case "SQLITE_CORRUPT":
    case "SQLITE_CONSTRAINT":
      return {
        code: "KEYED_STORE_CORRUPT",
        message: `The store ${path} is damaged; restore it from a backup.`,
        retryable: false,
      };
    case "SQLITE_NOTADB":
      return {
        code: attempt === "open" ? "KEYED_STORE_OPEN_FAILED" : "KEYED_STORE_CORRUPT",
        message: `${path} is not an SQLite database.`,
        retryable: false,
      };
    case "SQLITE_READONLY":
    case "SQLITE_PERM":
      return {
        code: FAILURE_CODES[attempt],
        message: `${path} or its directory may not be written to; check who owns them and their modes.`,
        retryable: false,
      };
    case "SQLITE_IOERR":
      // The shared index of the log did not get its size: nothing but a full disk or quota does that.
      if (failure.detail === "SQLITE_IOERR_SHMSIZE")
        return describeFailure(new SqliteFailure("SQLITE_FULL", ""), attempt, path);
      return {
        code: FAILURE_CODES[attempt],
        message: `The disk that holds ${path} failed.`,
        retryable: isTransient(failure.detail ?? ""),
      };
    case "SQLITE_ABORTED_HEAP":
      return {
        code: FAILURE_CODES[attempt],
        message: `The engine at work on ${path} broke down; the next operation starts a new one.`,
        retryable: true,
      };
    case "SQLITE_CANTOPEN":
      return {
        code: FAILURE_CODES[attempt],
        message: cannotOpenMessage(failure, path),
        retryable: isTransient(failure.detail ?? ""),
      };
    default:
      return { code: FAILURE_CODES[attempt], message: `The engine refused to work on ${path}.`, retryable: false };
  }
}

/** The longest path for which SQLite's own file layer finds room, with its journal's ending. */
const LONGEST_PATH = 504;

function cannotOpenMessage({ detail }: SqliteFailure, path: string): string {
  const bytes = new TextEncoder().encode(path).length;
  const hasReason = detail !== undefined && !detail.startsWith("SQLITE_");
  if (bytes <= LONGEST_PATH || hasReason) return `${path} or a file beside it cannot be opened.`;
  return `${path} has ${bytes} bytes, and SQLite opens paths of up to ${LONGEST_PATH}. Choose a shorter directory, or the backend wasm.`;
}
