import { type Clock, corruptEntryError, type Entry, type OptionValues } from "@keyed-store/core";
import { checkAdapterClock } from "../../shared/adapter-clock.js";
import { type BoundedNamespace, checkAdapterOptions, openBoundedNamespace } from "../../shared/bounded-namespace.js";
import type { StoreSource } from "../../shared/store-source.js";
import type { Counters } from "./counters.js";
import { retryConflicts } from "./retry-conflicts.js";

/** A limiter's part of a store, and the time there. */
export interface CounterNamespace<T> extends BoundedNamespace<T> {
  readonly clock: Clock;
  /** The options of this adapter's own. */
  readonly adapterOptions: Readonly<OptionValues>;
}

/**
 * Checks the options that all limiters have, and opens their namespace.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option or source
 */
export function openCounterNamespace<T extends number | CounterRecord>(
  source: StoreSource,
  options: unknown,
  adapterOptionNames: readonly string[],
  operationName: string,
): CounterNamespace<T> {
  const checked = checkAdapterOptions(options, ["clock", ...adapterOptionNames], operationName);
  const clock = checkAdapterClock(checked["clock"], operationName);
  const opened = openBoundedNamespace<number | CounterRecord>(source, checked, { owner: "rate-limit" }, operationName);
  return { ...(opened as BoundedNamespace<T>), clock, adapterOptions: checked }; // each limiter has its namespace to itself
}

/** A counter with more to it than a number. */
export interface CounterRecord {
  readonly hits: number;
  readonly blocked?: true;
}

/** The counters of a limiter's part of a store. */
export function openCounters(namespace: CounterNamespace<number>): Counters {
  const { get, close } = namespace;
  return {
    async add(key, by, ttlMs) {
      return toCount(await (await get()).increment(key, { by, ttlMs }));
    },
    async advance(key, ttlOf) {
      const store = await get();
      let count = 0;
      const entry = await retryConflicts(() =>
        store.modify(key, (entry) => {
          count = entry === undefined ? 1 : checkCount(entry, namespace) + 1;
          const ttlMs = ttlOf(count, entry === undefined);
          return ttlMs === undefined ? { value: count } : { value: count, ttlMs };
        }),
      );
      // Absent where the window ended at the very instant of the hit that it still counted.
      return { count, expiresAt: entry?.expiresAt };
    },
    async takeBack(key) {
      const store = await get();
      await retryConflicts(() =>
        store.modify(key, (entry) =>
          entry !== undefined && checkCount(entry, namespace) > 0 ? { value: entry.value - 1 } : undefined,
        ),
      );
    },
    async set(key, count, ttlMs) {
      await (await get()).register(key, count, { ttlMs });
    },
    async read(key) {
      const entry = await (await get()).lookupEntry(key);
      return entry && { count: checkCount(entry, namespace), expiresAt: entry.expiresAt };
    },
    reset: async (key) => (await get()).delete(key),
    async resetAll() {
      await (await get()).clear();
    },
    close,
  };
}

function toCount({ value, expiresAt }: Entry<number>): { count: number; expiresAt: number | undefined } {
  return { count: value, expiresAt };
}

/** Other programs may have written there. */
function checkCount({ key, value }: Entry<unknown>, { owner, namespace }: BoundedNamespace<number>): number {
  if (typeof value === "number") return value;
  throw corruptEntryError({ owner, namespace, key, operation: "modify" });
}
