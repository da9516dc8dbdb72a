import type { IncrementOptions, TouchOptions, WriteOptions } from "./call-options.js";
import type { Claim, CommitArguments } from "./claim.js";
import type { KeyedStore } from "./keyed-store.js";

/** What became of an atomic step. */
export type AtomicResult =
  /**
   * All of it happened; `values` holds, in the order written, what each `consume` got, the number of each `increment` and
   * the boolean of each `touch`.
   */
  | { readonly committed: true; readonly values: readonly unknown[] }
  /** A check did not hold or a claim was lost, and nothing happened. */
  | { readonly committed: false };

/**
 * Steps over the namespaces of one owner that happen together or not at all, also across a crash (KS-ATOM-4), in the
 * order written. Stores are asynchronous handles of this owner, opened on this store. A step with a bad argument is
 * remembered, and {@link Atomic.commit} rejects with the first such error; so a chain never throws half-way.
 *
 * @example
 * import { openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const shop = store.owner("shop");
 * const carts = shop.openKeyedStore<string>({ namespace: "carts", maxEntries: 100 });
 * const orders = shop.openKeyedStore<string>({ namespace: "orders", maxEntries: 100 });
 * await carts.register("ada", "a book");
 *
 * const step = shop.atomic().check(orders, "order-1", null).consume(carts, "ada").register(orders, "order-1", "a book");
 * const result = await step.commit();
 * console.log(result.committed && result.values[0]); // "a book": what was consumed
 * console.log((await shop.atomic().check(orders, "order-1", null).delete(carts, "ada").commit()).committed); // false: it is there
 */
export interface Atomic {
  /** Demands that a key has an entry of this version, or with `null` no live one, before the first step. */
  check(store: KeyedStore<unknown>, key: string, version: number | null): Atomic;
  /** As {@link KeyedStore.register}. */
  register<T>(store: KeyedStore<T>, key: string, value: T, options?: WriteOptions): Atomic;
  /** As {@link KeyedStore.delete}; a missing key is no failure. */
  delete(store: KeyedStore<unknown>, key: string): Atomic;
  /** As {@link KeyedStore.consume}; a missing key is no failure and gives `undefined`. */
  consume(store: KeyedStore<unknown>, key: string): Atomic;
  /** As {@link KeyedStore.increment}; caps are judged as for `register`. */
  increment(store: KeyedStore<unknown>, key: string, options?: IncrementOptions): Atomic;
  /** As {@link KeyedStore.touch}; a missing key, or one of another version, is no failure and gives false. */
  touch(store: KeyedStore<unknown>, key: string, options?: TouchOptions): Atomic;
  /**
   * Commits a claim of `createClaims`, as {@link Claim.commit}. Where the claim was lost before the first step, nothing
   * happens (KS-CLAIM-3).
   */
  commitClaim<T>(claim: Claim<T>, ...committed: CommitArguments<T>): Atomic;
  /**
   * Commits the steps, once. Caps are enforced at the end; entries written by these steps are never evicted by them.
   *
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` a size or cap; nothing happened
   * @throws `KEYED_STORE_INVALID_INPUT` a bad step, no steps at all, or a second commit
   * @throws `KEYED_STORE_CONFLICT` entries to consume through a schema, or records of claims, changed 100 times meanwhile
   */
  commit(): Promise<AtomicResult>;
}
