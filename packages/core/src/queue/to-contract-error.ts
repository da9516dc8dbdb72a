import type { Backend } from "../backend/backend.js";
import { isKeyedStoreError, KeyedStoreError, withDetails } from "../errors/keyed-store-error.js";
import { isError } from "../host/is-error.js";
import type { Where } from "./call.js";

/** An error of the caller's own, on its way through a store unchanged. */
export class PassedOn {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** What the caller is told: the error as it is, told from where the caller stands (KS-ERR-1). */
export function explain(error: unknown, where: Where, backend: Backend, writes: boolean): unknown {
  if (error instanceof PassedOn) return error.error;
  const details = { ...where, backend: backend.info.name, path: backend.databasePath };
  if (isKeyedStoreError(error)) return withDetails(error, details);
  return new KeyedStoreError(
    writes ? "KEYED_STORE_WRITE_FAILED" : "KEYED_STORE_READ_FAILED",
    `The backend "${backend.info.name}" failed in a way it does not know (${kindOf(error)}); see the cause.`,
    { ...details, cause: error },
  );
}

function kindOf(error: unknown): string {
  return isError(error) ? error.name : typeof error;
}
