import { countUtf8Bytes, type ErrorCode, type ErrorToThrow, KeyedStoreError } from "@keyed-store/core";
import { isTransientErrno } from "../files/file-error.js";
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
export function translateSqliteFailure(
  error: unknown,
  operationKind: OperationKind,
  databasePath: string,
  backendName: string,
): ErrorToThrow {
  if (!(error instanceof SqliteFailure)) return error;
  const { code, message, retryable } = describeSqliteFailure(error, operationKind, databasePath);
  return new KeyedStoreError(code, `${message} (${error.detail ?? error.result}: ${error.message})`, {
    backend: backendName,
    path: databasePath,
    retryable,
    cause: error,
  });
}

/** The system's own words; and that the shared index of the log did not get its size, which nothing but a full disk or quota does. */
const FULL_DISK_DETAILS: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "SQLITE_IOERR_SHMSIZE"]);

interface FailureDescription {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
}

function describeSqliteFailure(
  failure: SqliteFailure,
  operationKind: OperationKind,
  databasePath: string,
): FailureDescription {
  switch (failure.result) {
    case "SQLITE_FULL":
      return {
        code: FAILURE_CODES[operationKind],
        message: `The disk that holds ${databasePath} is full; free some space.`,
        retryable: true,
      };
    case "SQLITE_NOMEM":
      return { code: FAILURE_CODES[operationKind], message: "The engine ran out of memory.", retryable: true };
    case "SQLITE_CORRUPT":
    case "SQLITE_CONSTRAINT":
      return {
        code: "KEYED_STORE_CORRUPT",
        message: `The store ${databasePath} is damaged; restore it from a backup.`,
        retryable: false,
      };
    case "SQLITE_NOTADB":
      return {
        code: operationKind === "open" ? "KEYED_STORE_OPEN_FAILED" : "KEYED_STORE_CORRUPT",
        message: `${databasePath} is not an SQLite database.`,
        retryable: false,
      };
    case "SQLITE_READONLY":
    case "SQLITE_PERM":
      return {
        code: FAILURE_CODES[operationKind],
        message: `${databasePath} or its directory may not be written to; check who owns them and their modes.`,
        retryable: false,
      };
    case "SQLITE_IOERR":
      if (FULL_DISK_DETAILS.has(failure.detail ?? ""))
        return describeSqliteFailure(new SqliteFailure("SQLITE_FULL", ""), operationKind, databasePath);
      return {
        code: FAILURE_CODES[operationKind],
        message: `The disk that holds ${databasePath} failed.`,
        retryable: isTransientErrno(failure.detail ?? ""),
      };
    case "SQLITE_ABORTED_HEAP":
      return {
        code: FAILURE_CODES[operationKind],
        message: `The engine at work on ${databasePath} broke down; the next operation starts a new one.`,
        retryable: true,
      };
    case "SQLITE_CANTOPEN":
      return {
        code: FAILURE_CODES[operationKind],
        message: formatCannotOpenMessage(failure, databasePath),
        retryable: isTransientErrno(failure.detail ?? ""),
      };
    default:
      return {
        code: FAILURE_CODES[operationKind],
        message: `The engine refused to work on ${databasePath}.`,
        retryable: false,
      };
  }
}

/** The longest path for which SQLite's own file layer finds room, with its journal's ending. */
const LONGEST_PATH = 504;

function formatCannotOpenMessage({ detail }: SqliteFailure, databasePath: string): string {
  const bytes = countUtf8Bytes(databasePath);
  const hasReason = detail !== undefined && !detail.startsWith("SQLITE_");
  if (bytes <= LONGEST_PATH || hasReason) return `${databasePath} or a file beside it cannot be opened.`;
  return `${databasePath} has ${bytes} bytes, and SQLite opens paths of up to ${LONGEST_PATH}. Choose a shorter directory, or the backend wasm.`;
}
