import type { StandardSchema } from "./values/standard-schema.js";

/** Which entries a namespace is for, and its rules. The same in every opening of it in one process, unless one redefines it (KS-CAP-5). */
export interface KeyedStoreOptions<T> {
  /** Whose data it is: a plugin id, a module name (KS-NAME-2). Default `"default"`. */
  readonly owner?: string | undefined;
  /** Which of the owner's data it is (KS-NAME-2). */
  readonly namespace: string;
  /**
   * The most live entries it holds: a whole number from 1 up to the owner's quota, where there is one (KS-CAP-1,
   * KS-CAP-3). `Infinity` only with `overflow: "reject-new"` (KS-CAP-6).
   */
  readonly maxEntries: number;
  /** How long an entry lives where a write does not say, in milliseconds. Default: for ever. */
  readonly defaultTtlMs?: number | null | undefined;
  /**
   * Whether looking keeps an entry alive: a `lookup` or `lookupEntry` that finds one past half of its time begins
   * `defaultTtlMs`, which there must be, anew (KS-TTL-8). Default false.
   */
  readonly slidingTtl?: boolean | undefined;
  /** What a new key does when the namespace is full: drop the entry that was written longest ago (KS-ORDER-1), or be refused. Default `"evict-oldest"`. */
  readonly overflow?: "evict-oldest" | "reject-new" | undefined;
  /** What becomes of a field that is `undefined`: refused, or left out. Default `"reject"`. */
  readonly undefinedFields?: "reject" | "drop" | undefined;
  /**
   * A Standard Schema validator (Zod, Valibot, ArkType, …) through which every value goes when it is written and when
   * it is read. What it answers is stored and given, so it must accept its own output. An operation that waits for an
   * asynchronous one takes its place in the order when that has answered.
   */
  readonly schema?: StandardSchema<unknown, T> | undefined;
  /**
   * Whether these options replace those with which the namespace is open in this process, for this handle and all that are
   * opened later; handles that were opened before keep theirs. For hot reload, and schemas made anew at each call. Default
   * false: other options are refused (KS-CAP-5).
   */
  readonly redefine?: boolean | undefined;
}

/** {@link KeyedStoreOptions} where the owner is settled. */
export type OwnedKeyedStoreOptions<T> = Omit<KeyedStoreOptions<T>, "owner">;
