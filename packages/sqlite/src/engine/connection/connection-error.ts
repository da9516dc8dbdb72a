import type { ErrorToThrow } from "@keyed-store/core";
import { type OperationKind, translateSqliteFailure } from "../../driver/translate-sqlite-failure.js";
import type { Session } from "../../sharing/session/session.js";
import { databaseLockedError, isLockFailure } from "./database-locked-error.js";

/** An error of a connection as an error of the contract; for a lock it names who may hold it. */
export function translateConnectionError(
  error: unknown,
  operationKind: OperationKind,
  databasePath: string,
  ownSession: Session,
  backendName: string,
): ErrorToThrow {
  return isLockFailure(error)
    ? databaseLockedError(error, databasePath, ownSession)
    : translateSqliteFailure(error, operationKind, databasePath, backendName);
}
