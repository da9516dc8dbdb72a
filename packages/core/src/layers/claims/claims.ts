import type { WriteOptions } from "../../contract/call-options.js";
import type { Entry } from "../../contract/entry.js";
import type { JsonValue } from "../../contract/json-value.js";

/** How long a claim lasts unless it is renewed. */
export interface LeaseOptions {
  /** Milliseconds, a whole number from 1. Default 60,000; of `renew`, the lease that the claim was made with. */
  readonly leaseMs?: number | undefined;
}

/**
 * The right to handle what a key stands for (KS-CLAIM-1). It lasts until its lease ends, and is then anyone's again:
 * whoever works longer renews it. Every operation of a claim that was lost is false and changes nothing (KS-CLAIM-3).
 */
export interface Claim<T> {
  /** What is claimed; several keys are claimed, committed, released and renewed together. */
  readonly keys: readonly string[];
  /**
   * Records that the work is done, with its result (KS-CLAIM-2): from now on the keys are duplicates. The record lives
   * until its `expiresAt`, or as long as `ttlMs` or the default of the store says.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` `KEYED_STORE_LIMIT_EXCEEDED` the value cannot be stored; the claim still holds
   */
  commit(value?: T, options?: WriteOptions): Promise<boolean>;
  /** Gives the claim up, as if it had never been: the next one gets the keys. */
  release(): Promise<boolean>;
  /** Begins the lease anew, as long as the claim was made for where no other is given. */
  renew(options?: LeaseOptions): Promise<boolean>;
}

/** What became of an attempt to claim. */
export type ClaimResult<T> =
  | { readonly status: "claimed"; readonly claim: Claim<T> }
  /** It has been done; `entry` is the record, whose value is `null` if it was committed without one. */
  | { readonly status: "duplicate"; readonly entry: Entry<T | null> }
  /** Another one is at it. At `until`, in milliseconds since the epoch, its lease ends; `Infinity` where it never does. */
  | { readonly status: "in-flight"; readonly until: number };

/**
 * Durable claims on keys, such as the ids of events: of many claimants, across processes, one wins, and what it commits
 * is remembered (KS-CLAIM-1). Made by `createClaims`.
 *
 * Any operation may reject as one of `KeyedStore` may.
 */
export interface Claims<T = JsonValue> {
  /**
   * Claims a key.
   *
   * @throws `KEYED_STORE_LIMIT_EXCEEDED` the namespace or owner is full of claims in flight (KS-CLAIM-5)
   * @throws `KEYED_STORE_CONFLICT` others changed the key 100 times in a row meanwhile
   */
  claim(key: string, options?: LeaseOptions): Promise<ClaimResult<T>>;
  /**
   * Claims all of some keys, or none (KS-CLAIM-4), of which at most 1,000 may differ. One that has been done makes it a
   * duplicate; else one that is in flight makes it in flight, until the last lease of them ends.
   *
   * @throws as {@link Claims.claim}
   */
  claimMany(keys: readonly string[], options?: LeaseOptions): Promise<ClaimResult<T>>;
  /** The record of a key that has been done, without claiming it. */
  lookup(key: string): Promise<Entry<T | null> | undefined>;
  /** Removes the record of a key that has been done, so that it can be claimed again; false where there is none. */
  forget(key: string): Promise<boolean>;
}
