import type { Backend } from "../backend/backend.js";
import type { ErrorToThrow } from "../errors/error-to-throw.js";
import { isKeyedStoreError, KeyedStoreError, withMissingDetails } from "../errors/keyed-store-error.js";
import { isError } from "../host/is-error.js";
import type { ErrorContext } from "./call.js";

/** Wraps an error that a callback of the caller threw, so that the caller gets it unchanged. */
export class CallbackError {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** The error that the caller gets: always a contract error, with operation, owner and namespace (KS-ERR-1). */
export function toKeyedStoreError(
  error: unknown,
  errorContext: ErrorContext,
  backend: Backend,
  mayHaveWritten: boolean,
): ErrorToThrow {
  if (error instanceof CallbackError) return error.error;
  const details = { ...errorContext, backend: backend.info.name, path: backend.databasePath };
  if (isKeyedStoreError(error)) return withMissingDetails(error, details);
  return new KeyedStoreError(
    mayHaveWritten ? "KEYED_STORE_WRITE_FAILED" : "KEYED_STORE_READ_FAILED",
    `The backend "${backend.info.name}" failed in a way it does not know (${describeErrorCodeOrClass(error)}); see the cause.`,
    { ...details, cause: error },
  );
}

function describeErrorCodeOrClass(error: unknown): string {
  return isError(error) ? error.name : typeof error;
}
