import { formatReceivedArgument, invalidInputError, type StateStore } from "@keyed-store/core";

/**
 * An open store, or a function that opens one. The function is called once, at the first use, and again at the next use if it
 * failed; an adapter closes only a store that it opened by it.
 */
export type StoreSource = StateStore | (() => StateStore | Promise<StateStore>);

/**
 * Refuses what an adapter can take no store from.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` neither an open store nor a function
 */
export function assertStoreSource(source: unknown, operationName: string): asserts source is StoreSource {
  if (typeof source === "function" || isStateStore(source)) return;
  throw invalidInputError(
    operationName,
    `${operationName} takes an open store from openStateStore, or a function that opens one, was ${formatReceivedArgument(source)}.`,
  );
}

/** Whether it looks like an open store: it may come from another copy of the package. */
export function isStateStore(candidate: unknown): candidate is StateStore {
  return typeof candidate === "object" && candidate !== null && "openKeyedStore" in candidate;
}
