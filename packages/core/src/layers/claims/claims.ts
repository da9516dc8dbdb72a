import type { WriteOptions } from "../../contract/call-options.js";
import type { Claim, LeaseOptions } from "../../contract/claim.js";
import type { Entry } from "../../contract/entry.js";
import type { JsonValue } from "../../contract/values/json-value.js";

/** What became of an attempt to claim. */
export type ClaimResult<T> =
  /** The key is held now: do the work, then commit or release `claim`. */
  | { readonly status: "claimed"; readonly claim: Claim<T> }
  /** It has been done; `entry` is the record, whose value is `null` if it was committed without one. */
  | { readonly status: "duplicate"; readonly entry: Entry<T> }
  /** Another one is at it. At `until`, in milliseconds since the epoch, its lease ends; `Infinity` where it never does. */
  | { readonly status: "in-flight"; readonly until: number };

/** How `run` claims a key, and what becomes of the record. */
export interface RunOptions extends LeaseOptions, WriteOptions {
  /** Aborts the signal that the work is given. A run whose signal is aborted before its work began does not begin it. */
  readonly signal?: AbortSignal | undefined;
}

/** The work of a key. Where `T` admits `null`, it may give nothing. */
export type ClaimedWork<T> = (signal: AbortSignal) => WorkResult<T> | PromiseLike<WorkResult<T>>;

/** What the work of a key gives: a `T`, or nothing where `T` admits `null`. */
// biome-ignore lint/suspicious/noConfusingVoidType: what a function without `return` gives
type WorkResult<T> = null extends T ? T | undefined | void : T;

/** What became of a run. */
export type RunResult<T> =
  /** The work was done now, and `value` is recorded; `null` where the work gave nothing. */
  { readonly status: "done"; readonly value: T } | Exclude<ClaimResult<T>, { readonly status: "claimed" }>;

/** How many keys a namespace of claims holds. */
export interface ClaimCounts {
  /** Someone is at them. */
  readonly inFlight: number;
  /** They have been done. */
  readonly committed: number;
}

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
  /**
   * Does the work of a key once (KS-CLAIM-7): claims the key, renews the lease while the work runs, and commits what it
   * gives. Where the work throws, the claim is released, and `run` rejects with what was thrown. Where the claim is lost
   * meanwhile, the signal is aborted, with the reason with which `run` rejects when the work has ended without throwing.
   *
   * @throws as {@link Claims.claim}
   * @throws `KEYED_STORE_CONFLICT` the claim was lost while the work ran, so that its result was not recorded
   * @throws `KEYED_STORE_INVALID_INPUT` `KEYED_STORE_LIMIT_EXCEEDED` the result cannot be stored; the claim was released
   * @throws `KEYED_STORE_CLOSED` the store was closed while the work ran
   */
  run(key: string, work: ClaimedWork<T>, options?: RunOptions): Promise<RunResult<T>>;
  /** How many keys are in flight, and how many are done, at one point in time. */
  count(): Promise<ClaimCounts>;
  /** The record of a key that has been done, without claiming it. */
  lookup(key: string): Promise<Entry<T> | undefined>;
  /** Removes the record of a key that has been done, so that it can be claimed again; false where there is none. */
  forget(key: string): Promise<boolean>;
}
