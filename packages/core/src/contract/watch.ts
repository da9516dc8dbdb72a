import type { Entry } from "./entry.js";

/** What a watch gives. Without `keys`, `prefix`, `from` and `to`: all keys of the namespace. */
export interface WatchOptions {
  /** These keys alone, at most 10,000. It excludes a range. */
  readonly keys?: readonly string[] | undefined;
  /** The keys that begin with it; the empty prefix is all. It excludes `from` and `to`. */
  readonly prefix?: string | undefined;
  /** The first key, inclusive, in the byte order of UTF-8. */
  readonly from?: string | undefined;
  /** The last key, exclusive. */
  readonly to?: string | undefined;
  /** Whether it begins with the present state. Default: false. Absent keys among `keys` then come without an entry. */
  readonly initial?: boolean | undefined;
  /** Ends the watch: its loop is over, as if there were no more. */
  readonly signal?: AbortSignal | undefined;
}

/** The latest state of a key that changed. */
export interface Change<T> {
  /** The key that changed. */
  readonly key: string;
  /** Absent: the key is gone, whether it was deleted, consumed, cleared or evicted, or has expired. */
  readonly entry?: Entry<T>;
}
