/** When what a call writes expires. `ttlMs` and `expiresAt` exclude each other. */
export interface WriteOptions {
  /** Milliseconds until it expires, a whole number from 1 (KS-TTL-1); `null`: never, although the store has a default. */
  readonly ttlMs?: number | null | undefined;
  /**
   * The first millisecond at which it is gone, a whole number since the epoch (KS-TTL-7). At or before now, the call
   * succeeds and the key is absent afterwards.
   */
  readonly expiresAt?: number | undefined;
}

/** What `modify` is to write. An expiry that is left out is kept; a new entry then has the store's default. */
export interface Modification<T> extends WriteOptions {
  /** The value to write. */
  readonly value: T;
}

/** What `increment` adds, and when what it begins expires. */
export interface IncrementOptions extends WriteOptions {
  /** What is added, a finite number. Default 1. */
  readonly by?: number | undefined;
}

/** The new expiry that `touch` gives, and to what. Without one, the store's default begins anew. */
export interface TouchOptions extends WriteOptions {
  /** Only an entry of this version is touched. */
  readonly ifVersion?: number | undefined;
}

/** What an entry must be for `delete` to remove it. */
export interface DeleteOptions {
  /** Only an entry of this version is deleted. */
  readonly ifVersion?: number | undefined;
}

/** Part of a namespace by its keys, in the byte order of UTF-8: all of it where nothing is given. */
export interface RangeOptions {
  /** The first key that is meant. */
  readonly from?: string | undefined;
  /** The first key that is no more meant. */
  readonly to?: string | undefined;
  /** All keys that begin with this, in place of `from` and `to` (KS-RANGE-1). The empty prefix means all. */
  readonly prefix?: string | undefined;
}

/** Which entries `iterate` and `keys` give, and in which order. A range goes with `order: "key"` alone. */
export interface IterateOptions extends RangeOptions {
  /** By last write, oldest first, or by key in the byte order of UTF-8. Default `"age"`, and `"key"` where a range is given. */
  readonly order?: "age" | "key" | undefined;
  /** Go on behind this key, or with `order: "age"` behind this version. */
  readonly after?: string | number | undefined;
  /** The most entries to give, a whole number from 1. Default: all. */
  readonly limit?: number | undefined;
  /** Run backwards, within the same bounds; `after` then means "before". Default `false`. */
  readonly reverse?: boolean | undefined;
}
