import { invalidInputError, type JsonValue, type WriteOptions } from "@keyed-store/core";
import { checkStoreSource } from "../shared/check-store-source.js";
import { describeOption } from "../shared/describe-option.js";
import { createLazyStore } from "../shared/lazy-store.js";
import type { StoreSource } from "../shared/store-source.js";
import type { SecondaryStorage } from "./host-types.js";
import { parseSecondaryStorageOptions, type SecondaryStorageOptions } from "./options.js";
import { toStoredValue, toText } from "./text-value.js";

/** A `secondaryStorage` of Better Auth's on a store. */
export interface KeyedSecondaryStorage extends SecondaryStorage {
  /** Closes the store, if it was opened here. */
  readonly close: () => Promise<void>;
}

const OPERATION = "createSecondaryStorage";

/**
 * The `secondaryStorage` of Better Auth 1.7 and newer: sessions, verifications and rate limits of all processes on the store,
 * which outlive a restart. `getAndDelete` has one winner and no `increment` is lost (KS-ATOM-1, KS-ATOM-6). Text comes back
 * character by character. A `ttl` of 0 or less has passed: the key is absent afterwards. Whatever the store fails with is
 * a rejection, as Better Auth expects it.
 *
 * @param store - an open store, or a function that opens one at the first use
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option; of the operations: a key over 512 bytes, a `ttl` that is no number
 */
export function createSecondaryStorage(store: StoreSource, options?: SecondaryStorageOptions): KeyedSecondaryStorage {
  const place = parseSecondaryStorageOptions(options, OPERATION);
  const lazy = createLazyStore(checkStoreSource(store, OPERATION));
  const open = lazy.namespace<JsonValue>(place);
  return {
    async get(key) {
      return toTextOrNull(await (await open()).lookup(key));
    },
    async set(key, value, ttl) {
      await (await open()).register(key, toStoredValue(value), toExpiry(ttl, "set"));
    },
    async delete(key) {
      await (await open()).delete(key);
    },
    async getAndDelete(key) {
      return toTextOrNull(await (await open()).consume(key));
    },
    async increment(key, ttl) {
      return (await (await open()).increment(key, toExpiry(ttl, "increment"))).value;
    },
    close: () => lazy.close(),
  };
}

function toTextOrNull(stored: JsonValue | undefined): string | null {
  return stored === undefined ? null : toText(stored);
}

/** When something expires that is to live so many seconds: never where none are given. */
function toExpiry(ttl: unknown, operation: string): WriteOptions {
  if (ttl === undefined || ttl === null) return { ttlMs: null };
  if (typeof ttl !== "number" || !Number.isFinite(ttl)) {
    throw invalidInputError(
      operation,
      `ttl must be a number of seconds, null or undefined, was ${describeOption(ttl)}.`,
    );
  }
  return ttl > 0 ? { ttlMs: Math.ceil(ttl * 1_000) } : { expiresAt: 0 };
}
