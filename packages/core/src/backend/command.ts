import type { EpochMs } from "../contract/clock.js";
import type { EntryVersion } from "../contract/entry.js";
import type { SweepResult } from "../contract/reports/sweep.js";
import type { OwnerUsage } from "../contract/reports/usage.js";
import type { RestoreResult } from "../contract/restore.js";
import type { Expiry } from "./expiry.js";
import type { NamespaceRef } from "./namespace-ref.js";
import type { JsonText, StoredEntry } from "./stored-entry.js";

/*
 * Everything a backend is asked to do, as plain data. Commands are exact and already valid: keys and values were
 * checked and encoded at the door, and nothing below the door checks them again. Being data, the same command can be
 * executed at once, committed together with others, posted to a worker thread, recorded, or interpreted by a model.
 */

/** A place in the order of a scan: a version where entries are ordered by age, a key where they are ordered by key. */
export type ScanCursor = EntryVersion | string;

/** The live entry of a key. Result: `StoredEntry | undefined`. */
export interface GetCommand {
  readonly kind: "get";
  readonly ref: NamespaceRef;
  readonly key: string;
  /**
   * All that the caller looks at, the text or whether there is an entry: a backend may save itself the rest, and answer
   * with any times and version, and for `"presence"` with any text.
   */
  readonly only?: "json" | "presence";
}

/** The live entries of many keys at one point in time, by position. Result: `(StoredEntry | undefined)[]`. */
export interface GetManyCommand {
  readonly kind: "getMany";
  readonly ref: NamespaceRef;
  readonly keys: readonly string[];
}

/**
 * Writes a value. `expected` absent: whatever is there. `null`: only where no live entry is. A number: only over a
 * live entry of that version. Where it would have expired already, what is there goes and nothing is written, so that no
 * cap is judged (KS-TTL-7). Result: whether what was expected was there.
 */
export interface PutCommand {
  readonly kind: "put";
  readonly ref: NamespaceRef;
  readonly key: string;
  readonly json: JsonText;
  readonly expiry: Expiry;
  readonly expected?: EntryVersion | null;
}

/**
 * Writes a value as a {@link PutCommand} does, where a live entry of the expected version and expiry is, or with `null` none,
 * and gives the entry as written. Result: `StoredEntry`, or `undefined` where another state was found.
 */
export interface ReplaceCommand {
  readonly kind: "replace";
  readonly ref: NamespaceRef;
  readonly key: string;
  readonly json: JsonText;
  readonly expiry: Expiry;
  readonly expected: EntryVersion | null;
  readonly expectedExpiresAt?: EpochMs | null;
}

/**
 * Adds to the number of a live entry, which keeps its expiry, or begins at `by` where there is none, with `expiry`; what
 * would have expired already is not written. `addToCounter` says what comes of it, or throws. Result: the `StoredEntry` as written.
 */
export interface IncrementCommand {
  readonly kind: "increment";
  readonly ref: NamespaceRef;
  readonly key: string;
  readonly by: number;
  readonly expiry: Expiry;
  /** A sum above it is refused with `KEYED_STORE_CONFLICT`, and nothing changes. */
  readonly max?: number;
}

/**
 * Gives a live entry (of the expected version and expiry, where they are given) a new expiry and changes nothing else; one
 * that has passed removes it. Result: whether there was one.
 */
export interface TouchCommand {
  readonly kind: "touch";
  readonly ref: NamespaceRef;
  readonly key: string;
  readonly expiry: Expiry;
  readonly expected?: EntryVersion;
  readonly expectedExpiresAt?: EpochMs | null;
}

/** Removes a live entry (of the expected version and expiry, where they are given). Result: whether there was one. */
export interface DeleteCommand {
  readonly kind: "delete";
  readonly ref: NamespaceRef;
  readonly key: string;
  readonly expected?: EntryVersion;
  readonly expectedExpiresAt?: EpochMs | null;
}

/**
 * Reads and removes a live entry. One whose text `JSON.parse` refuses is `KEYED_STORE_CORRUPT` and stays.
 * Result: `StoredEntry | undefined`.
 */
export interface ConsumeCommand {
  readonly kind: "consume";
  readonly ref: NamespaceRef;
  readonly key: string;
}

/** Part of the keys of a namespace, in the byte order of UTF-8. A bound that is absent leaves that end open. */
export interface KeyRange {
  /** Inclusive. */
  readonly from?: string;
  /** Exclusive; it may be longer than a key can be. */
  readonly to?: string;
}

/**
 * Live entries in order, at one point in time, at most `limit` (`Infinity` for all). With `order: "age"`, `after` is
 * an exclusive version; with `order: "key"`, `from` is an inclusive, `to` and `after` are exclusive keys, in the byte
 * order of UTF-8. With `reverse`, the order runs backwards and `after` means "before". Result: `StoredEntry[]`.
 */
export interface ScanCommand extends KeyRange {
  readonly kind: "scan";
  readonly ref: NamespaceRef;
  readonly order: "age" | "key";
  readonly limit: number;
  readonly reverse: boolean;
  readonly after?: ScanCursor;
  /** All that the caller looks at: a backend may save itself the rest, and answer with any text, times and versions. */
  readonly only?: "keys";
}

/**
 * What a watch compares with what it knows. With `after`, the live entries of a greater version, oldest first, at most `limit`; with
 * `keys`, the keys and versions of all live entries, oldest first. Result: {@link ChangesResult}, all of it at one point in time.
 */
export interface ChangesCommand {
  readonly kind: "changes";
  readonly ref: NamespaceRef;
  readonly after: EntryVersion;
  readonly limit: number;
  readonly keys: boolean;
}

/** A key, and the version of its live entry. */
export type KeyVersion = Pick<StoredEntry, "key" | "version">;

/** Where a namespace stands; see {@link ChangesCommand}. */
export interface ChangesResult {
  readonly entries: readonly StoredEntry[];
  /** How many entries are live. */
  readonly live: number;
  /** The version of the oldest live entry; `null` where there is none. */
  readonly oldest: EntryVersion | null;
  /** When the first of the live entries expires; `null` where none does. */
  readonly nextExpiry: EpochMs | null;
  readonly keys?: readonly KeyVersion[];
}

/** The number of live entries, of a range where one is given. Result: number. */
export interface CountCommand extends KeyRange {
  readonly kind: "count";
  readonly ref: NamespaceRef;
}

/** Removes all entries, of a range where one is given. Result: how many of them were live. */
export interface ClearCommand extends KeyRange {
  readonly kind: "clear";
  readonly ref: NamespaceRef;
}

/**
 * Demands a state: `null` no live entry, a number a live entry of that version. Checks see the state before the first
 * step of their transaction, wherever they stand. Result: whether it held.
 */
export interface CheckCommand {
  readonly kind: "check";
  readonly ref: NamespaceRef;
  readonly key: string;
  readonly expected: EntryVersion | null;
}

/** An entry that is yet to be written, which gives it its version. */
export type UnversionedEntry = Omit<StoredEntry, "version">;

/**
 * Brings entries back with the times they had: each is written if its key has no live entry, or one with a lower
 * `createdAt`. It never evicts: what does not fit is `full`. Result: one {@link RestoreResult} per record.
 */
export interface RestoreCommand {
  readonly kind: "restore";
  readonly ref: NamespaceRef;
  readonly records: readonly UnversionedEntry[];
}

/** How full an owner is. Result: {@link OwnerUsage}. */
export interface UsageCommand {
  readonly kind: "usage";
  readonly owner: string;
}

/** Removes all entries of an owner. Result: how many of them were live. */
export interface ClearOwnerCommand {
  readonly kind: "clearOwner";
  readonly owner: string;
}

/** The owners that have live entries, in byte order. Result: {@link OwnerUsage}[]. */
export interface OwnersCommand {
  readonly kind: "owners";
}

/** Removes at most `limit` expired rows, oldest expiry first. Result: {@link SweepResult}. */
export interface SweepCommand {
  readonly kind: "sweep";
  readonly limit: number;
}

/** One thing for a backend to do. */
export type Command =
  | GetCommand
  | GetManyCommand
  | PutCommand
  | ReplaceCommand
  | IncrementCommand
  | TouchCommand
  | DeleteCommand
  | ConsumeCommand
  | ScanCommand
  | ChangesCommand
  | CountCommand
  | ClearCommand
  | CheckCommand
  | RestoreCommand
  | UsageCommand
  | ClearOwnerCommand
  | OwnersCommand
  | SweepCommand;

/** What each kind of command results in. */
export interface ResultByKind {
  get: StoredEntry | undefined;
  getMany: readonly (StoredEntry | undefined)[];
  put: boolean;
  replace: StoredEntry | undefined;
  increment: StoredEntry;
  touch: boolean;
  delete: boolean;
  consume: StoredEntry | undefined;
  scan: readonly StoredEntry[];
  changes: ChangesResult;
  count: number;
  clear: number;
  check: boolean;
  restore: readonly RestoreResult[];
  usage: OwnerUsage;
  clearOwner: number;
  owners: readonly OwnerUsage[];
  sweep: SweepResult;
}

/** The result of a command of kind `K`. */
export type ResultOf<C extends Command> = ResultByKind[C["kind"]];

/** Whether a command can change the store. */
export function isWrite(command: Command): boolean {
  switch (command.kind) {
    case "get":
    case "getMany":
    case "scan":
    case "changes":
    case "count":
    case "check":
    case "usage":
    case "owners":
      return false;
    default:
      return true;
  }
}
