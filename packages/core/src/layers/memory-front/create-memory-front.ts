import { mapMaybePromise } from "../../async/map-maybe-promise.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import { createDeferredNonThrowingListener } from "../../calls/create-deferred-non-throwing-listener.js";
import { runAddingErrorContext } from "../../calls/run-adding-error-context.js";
import { submitOperation } from "../../calls/submit-operation.js";
import type { EpochMs } from "../../contract/clock.js";
import type { EntryVersion } from "../../contract/entry.js";
import type { KeyedStore } from "../../contract/keyed-store.js";
import { invalidInputError, limitExceededError } from "../../errors/input-errors.js";
import { isKeyedStoreError, type KeyedStoreError } from "../../errors/keyed-store-error.js";
import { findHandleOfKeyedStore } from "../../facade/create-keyed-store.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { decodeValueWithSchema } from "../../operations/coding/decode-value-with-schema.js";
import { encodeValueWithSchema } from "../../operations/coding/encode-value-with-schema.js";
import { createSingleCommandStep } from "../../queue/operation-step.js";
import { throwAsyncResultError } from "../../queue/throw-async-result-error.js";
import { describeValue } from "../../text/describe-value.js";
import { decodeValue } from "../../values/decode.js";
import { canDecodeEntry } from "./can-decode-entry.js";
import { createClockToMonotonicConverter } from "./create-clock-to-monotonic-converter.js";
import { type CachedEntry, createEntryCache } from "./entry-cache.js";
import { followStoreIntoFront } from "./follow-store-into-front.js";
import type { MemoryFront, MemoryFrontOptions } from "./memory-front.js";
import { parseMemoryFrontOptions } from "./parse-memory-front-options.js";
import { resolveRecordTimesUnlessExpired } from "./resolve-record-times-unless-expired.js";
import { createStaleReadGuard } from "./stale-read-guard.js";
import { createWriteBehindQueue } from "./write-behind-queue.js";

/** Entries that `warmup` reads at a time. */
const PAGE_SIZE = 256;

/**
 * A front to a store that answers at once, from memory, and is written behind (KS-FRONT-1 to KS-FRONT-4). What is in the
 * store is never older than memory by more than what `flush` waits for.
 *
 * @example
 * import { createMemoryFront, openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const front = createMemoryFront(store.openKeyedStore<number>({ namespace: "threads", maxEntries: 1_000 }), {
 *   maxEntries: 1_000,
 *   onError: (error, key) => console.warn(key, error.code),
 * });
 * front.record("thread-1", 1);
 * console.log(front.peek("thread-1")); // 1: at once, from memory
 * await front.flush();
 * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, or `store` is none from `openKeyedStore`
 */
export function createMemoryFront<T>(store: KeyedStore<T>, options: MemoryFrontOptions): MemoryFront<T> {
  const handle = findHandleOfKeyedStore(store) as NamespaceHandle<T> | undefined; // the T of the handle is the T of its store
  if (handle === undefined) {
    throw invalidInputError(
      "createMemoryFront",
      `createMemoryFront takes a store from openKeyedStore (not a synchronous one), was ${describeValue(store)}.`,
    );
  }
  const { maxEntries, maxBacklog, onError, follow } = parseMemoryFrontOptions(options);
  const { ref } = handle;
  const { owner, namespace } = ref;
  const { clock } = handle.store.client;
  const createErrorContext = (operation: string) => ({ operation, owner, namespace });
  const reportError = createDeferredNonThrowingListener<{ error: KeyedStoreError; key: string }>(
    ({ error, key }) => onError(error, key),
    "onError",
  );

  const cache = createEntryCache(maxEntries);
  const toMonotonic = createClockToMonotonicConverter(clock);
  const staleReadGuard = createStaleReadGuard();
  const writes = createWriteBehindQueue<CachedEntry>(maxBacklog, async ({ key, json, expiresAt }) => {
    const expiry = expiresAt === null ? { ttlMs: null } : { expiresAt };
    try {
      await submitOperation(handle.store, createErrorContext("record"), () =>
        createSingleCommandStep({ kind: "put", ref, key, json, expiry }, () => undefined),
      );
      followed?.presumeLive(key);
    } catch (error) {
      if (isKeyedStoreError(error)) reportError({ error, key });
    }
  });

  /** Puts an entry into memory. An entry that this drops before it was written is lost, and is reported. */
  function putIntoCache(entry: CachedEntry, createdAt: EpochMs, version?: EntryVersion): void {
    const dropped = cache.set(entry, toMonotonic(createdAt), version);
    if (version !== undefined) followed?.presumeLive(entry.key);
    if (dropped === undefined || !writes.withdraw(dropped.key)) return;
    const message = `The memory of ${maxEntries} entries is full of what is still to be written. Wait for flush() when record gives false.`;
    reportError({ error: limitExceededError("record", message, { owner, namespace }), key: dropped.key });
  }

  function findLiveCachedEntry(key: string): CachedEntry | undefined {
    const cached = cache.get(key);
    return cached !== undefined && (cached.expiresAt === null || cached.expiresAt > clock()) ? cached : undefined;
  }

  /** Reads from the store and caches what was found, but for keys that were recorded or forgotten meanwhile. */
  async function readIntoCache<R>(
    readFromStore: (keepFound: (found: StoredEntry, createdAt: EpochMs) => boolean) => Promise<R>,
  ): Promise<R> {
    const hasChanged = staleReadGuard.startReading();
    try {
      return await readFromStore((found, createdAt) => {
        if (hasChanged(found.key) || findLiveCachedEntry(found.key) !== undefined) return false;
        putIntoCache(found, createdAt, found.version);
        return true;
      });
    } finally {
      staleReadGuard.endReading();
    }
  }

  const following = { handle, cache, staleReadGuard, writes, putIntoCache, reportError };
  const followed = follow
    ? runAddingErrorContext(handle, "createMemoryFront", () => followStoreIntoFront(following))
    : undefined;

  return {
    peek(key) {
      const cached = findLiveCachedEntry(key);
      return cached && (decodeValue(cached.json) as T); // what was encoded as a T
    },

    record: (inputKey, value, recordOptions) =>
      runAddingErrorContext(handle, "record", () => {
        const key = parseKey(handle, inputKey, "record");
        const json = encodeValueWithSchema(handle, value, "record");
        if (json instanceof Promise) throwAsyncResultError(json);
        const times = resolveRecordTimesUnlessExpired(handle, recordOptions);
        if (times === undefined) return true;
        const entry: CachedEntry = { key, json, expiresAt: times.expiresAt };
        staleReadGuard.recordChange(key);
        const isInFlight = writes.add(entry);
        if (times.expiresAt !== null && times.expiresAt <= clock()) cache.delete(key);
        else putIntoCache(entry, times.at);
        return isInFlight;
      }),

    async lookup(key) {
      const cached = findLiveCachedEntry(key);
      if (cached !== undefined) return decodeValue(cached.json) as T; // what was encoded as a T
      return readIntoCache((keepFound) =>
        submitOperation(handle.store, createErrorContext("lookup"), () =>
          createSingleCommandStep(
            { kind: "get", ref, key: parseKey(handle, key, "lookup") },
            (found) =>
              found &&
              mapMaybePromise(decodeValueWithSchema(handle, found, "lookup"), (value) => {
                keepFound(found, found.createdAt);
                return value;
              }),
          ),
        ),
      );
    },

    forget(inputKey) {
      return submitOperation(handle.store, createErrorContext("forget"), () => {
        const key = parseKey(handle, inputKey, "forget");
        staleReadGuard.recordChange(key);
        cache.delete(key);
        writes.withdraw(key);
        return createSingleCommandStep({ kind: "delete", ref, key }, () => undefined);
      });
    },

    warmup: () =>
      readIntoCache(async (keepFound) => {
        let kept = 0;
        let remaining = maxEntries;
        let after: number | undefined;
        // They come youngest first, and none is younger than the one before, whatever the clock said when it was written.
        let createdAt = Number.POSITIVE_INFINITY;
        for (let more = true; more; ) {
          const limit = Math.min(PAGE_SIZE, remaining);
          const page = await submitOperation(handle.store, createErrorContext("warmup"), () =>
            createSingleCommandStep(
              {
                kind: "scan",
                ref,
                order: "age",
                reverse: true,
                limit,
                ...(after === undefined ? {} : { after }),
              },
              (found) => found,
            ),
          );
          for (const found of page) {
            createdAt = Math.min(createdAt, found.createdAt);
            if ((await canDecodeEntry(handle, found)) && keepFound(found, createdAt)) kept++;
          }
          remaining -= page.length;
          after = page.at(-1)?.version;
          more = page.length === limit && remaining > 0;
        }
        return kept;
      }),

    flush: () => writes.flush(),
  };
}
