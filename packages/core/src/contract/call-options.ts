/** How one write is made. */
export interface WriteOptions {
  /** Milliseconds until it expires, a whole number from 1 (KS-TTL-1); `null`: never, although the store has a default. */
  readonly ttlMs?: number | null | undefined;
}

/** The new expiry that `touch` gives. */
export interface TouchOptions {
  /** Milliseconds from now, a whole number from 1 (KS-TTL-1); `null`: never. */
  readonly ttlMs: number | null;
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
