import { formatReceivedArgument, invalidInputError, type JsonValue, type WriteOptions } from "@keyed-store/core";
import { checkAdapterOptions, openBoundedNamespace } from "../shared/bounded-namespace.js";
import { decodeHostText, encodeHostText } from "../shared/host-text.js";
import type { StoreSource } from "../shared/store-source.js";
import type { SecondaryStorage } from "./host-types.js";
import type { SecondaryStorageOptions } from "./options.js";

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
  const checked = checkAdapterOptions(options, [], OPERATION);
  const defaults = { owner: "better-auth", namespace: "secondary-storage" };
  const values = openBoundedNamespace<JsonValue>(store, checked, defaults, OPERATION);
  return {
    async get(key) {
      return toTextOrNull(await (await values.get()).lookup(key));
    },
    async set(key, value, ttl) {
      await (await values.get()).register(key, encodeHostText(value), toWriteOptions(ttl, "set"));
    },
    async delete(key) {
      await (await values.get()).delete(key);
    },
    async getAndDelete(key) {
      return toTextOrNull(await (await values.get()).consume(key));
    },
    async increment(key, ttl) {
      return (await (await values.get()).increment(key, toWriteOptions(ttl, "increment"))).value;
    },
    close: () => values.close(),
  };
}

function toTextOrNull(stored: JsonValue | undefined): string | null {
  return stored === undefined ? null : decodeHostText(stored);
}

/** When something expires that is to live so many seconds: never where none are given. */
function toWriteOptions(ttlSeconds: unknown, operationName: string): WriteOptions {
  if (ttlSeconds === undefined || ttlSeconds === null) return { ttlMs: null };
  if (typeof ttlSeconds !== "number" || !Number.isFinite(ttlSeconds)) {
    throw invalidInputError(
      operationName,
      `ttl must be a number of seconds, null or undefined, was ${formatReceivedArgument(ttlSeconds)}.`,
    );
  }
  return ttlSeconds > 0 ? { ttlMs: Math.ceil(ttlSeconds * 1_000) } : { expiresAt: 0 };
}
