import { invalidInputError } from "@keyed-store/core";
import { describeOption } from "./describe-option.js";
import type { StoreSource } from "./store-source.js";

/**
 * What an adapter was given as its store, where it can be one.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` neither an open store nor a function
 */
export function checkStoreSource(source: unknown, operation: string): StoreSource {
  if (typeof source === "function" || isStore(source)) return source as StoreSource; // what it gives is seen when it is called
  throw invalidInputError(
    operation,
    `store must be a store from openStateStore, or a function that opens one, was ${describeOption(source)}.${hintFor(source)}`,
  );
}

function isStore(source: unknown): boolean {
  return typeof source === "object" && source !== null && "openKeyedStore" in source && "databasePath" in source;
}

function hintFor(source: unknown): string {
  return source instanceof Promise ? " Await openStateStore, or pass () => openStateStore(…)." : "";
}
