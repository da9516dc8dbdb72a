import type { ErrorToThrow } from "@keyed-store/core";
import { type OperationKind, translateSqliteFailure } from "../../driver/translate-sqlite-failure.js";
import type { StoreHost } from "../../host/store-host.js";
import { isLockFailure } from "./is-lock-failure.js";

/** An error of a connection as an error of the contract; for a lock it names who may hold it. */
export function translateConnectionError(
  error: unknown,
  operationKind: OperationKind,
  host: StoreHost,
  backendName: string,
): ErrorToThrow {
  return isLockFailure(error)
    ? host.createLockedError(error)
    : translateSqliteFailure(error, operationKind, host.databasePath, backendName);
}
