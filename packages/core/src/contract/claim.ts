import type { WriteOptions } from "./call-options.js";

/** How long a claim lasts unless it is renewed. */
export interface LeaseOptions {
  /** Milliseconds, a whole number from 1. Default 60,000; of `renew`, the claim's latest lease. */
  readonly leaseMs?: number | undefined;
}

/** What a claim is committed with: a value, which may be left out only where `T` admits `null`. */
export type CommitArguments<T> = null extends T
  ? [value?: T | undefined, options?: WriteOptions]
  : [value: T, options?: WriteOptions];

/**
 * The right to handle what a key stands for (KS-CLAIM-1). It lasts until its lease ends, and is then anyone's again:
 * whoever works longer renews it. Every operation of a claim that was lost is false and changes nothing (KS-CLAIM-3).
 */
export interface Claim<T> {
  /** What is claimed; several keys are claimed, committed, released and renewed together. */
  readonly keys: readonly string[];
  /**
   * Records that the work is done, with its result (KS-CLAIM-2): from now on the keys are duplicates. The record lives
   * until its `expiresAt`, or as long as `ttlMs` or the default of the store says. Without a value it is `null`. `atomic().commitClaim` does the
   * same together with other steps.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` `KEYED_STORE_LIMIT_EXCEEDED` the value cannot be stored; the claim still holds
   */
  commit(...committed: CommitArguments<T>): Promise<boolean>;
  /** Gives the claim up, as if it had never been: the next one gets the keys. */
  release(): Promise<boolean>;
  /** Begins the lease anew, as long as the latest was where no other is given. */
  renew(options?: LeaseOptions): Promise<boolean>;
}
