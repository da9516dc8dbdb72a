import { KeyedStoreError } from "../errors/keyed-store-error.js";
import type { StoreContext } from "../handles/store-context.js";

/** The operations that change a store. */
const WRITE_OPERATIONS: ReadonlySet<string> = new Set([
  "register",
  "registerIfAbsent",
  "compareAndSet",
  "update",
  "modify",
  "increment",
  "touch",
  "consume",
  "delete",
  "clear",
  "atomic",
  "restore",
  "sweepExpired",
  "claim",
  "claimMany",
  "commit",
  "release",
  "renew",
  "forget",
  "run",
  "take",
  "record",
]);

/**
 * Refuses an operation that the store does not allow now.
 *
 * @throws `KEYED_STORE_CLOSED` the store is closed (KS-LIFE-2)
 * @throws `KEYED_STORE_UNSUPPORTED` it would change a store that is open read-only (KS-LIFE-4)
 */
export function assertOperationAllowed(store: StoreContext, operationName: string): void {
  if (store.closedMessage !== undefined) throw new KeyedStoreError("KEYED_STORE_CLOSED", store.closedMessage);
  if (store.access === "read-only" && WRITE_OPERATIONS.has(operationName)) {
    throw new KeyedStoreError(
      "KEYED_STORE_UNSUPPORTED",
      `The store is open read-only, so that ${operationName} cannot change it. Open it with access: "read-write".`,
    );
  }
}
