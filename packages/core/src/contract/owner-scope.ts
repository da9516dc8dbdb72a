import type { RestoreResult } from "../backend/command.js";
import type { Atomic } from "./atomic.js";
import type { KeyedStore } from "./keyed-store.js";
import type { OwnedKeyedStoreOptions } from "./keyed-store-options.js";
import type { SyncKeyedStore } from "./sync-keyed-store.js";

/** How full an owner is, in live entries. */
export interface Usage {
  /** Live entries in all of its namespaces. */
  readonly entries: number;
  /** The most it may have: `limits.maxEntriesPerOwner`, perhaps `Infinity`. */
  readonly maxEntries: number;
  /** Its namespaces that have live entries, in byte order of their names. */
  readonly namespaces: readonly { readonly namespace: string; readonly entries: number }[];
}

/** An entry to bring back with the times it had. */
export interface RestoreRecord<T = unknown> {
  readonly key: string;
  readonly value: T;
  /** When it was written, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** The first millisecond at which it is gone; absent or `null` for never. */
  readonly expiresAt?: number | null | undefined;
}

/** How entries are brought back. */
export interface RestoreOptions {
  /** The most live entries the namespace may come to. Default: as it is open in this process, else the owner's limit. */
  readonly maxEntries?: number | undefined;
}

/** All that belongs to one owner. */
export interface OwnerScope {
  /** The owner. */
  readonly owner: string;
  /** As `StateStore.openKeyedStore`, for this owner. */
  openKeyedStore<T>(options: OwnedKeyedStoreOptions<T>): KeyedStore<T>;
  /** As `StateStore.openSyncKeyedStore`, for this owner. */
  openSyncKeyedStore<T>(options: OwnedKeyedStoreOptions<T>): SyncKeyedStore<T>;
  /** Begins steps over several namespaces that happen together or not at all (KS-ATOM-4). */
  atomic(): Atomic;
  /** How full it is. */
  usage(): Promise<Usage>;
  /** Removes all of its entries and says how many of them were live. */
  clear(): Promise<number>;
  /**
   * Brings entries back with the times they had, for import and repair tools. Each is written if its key has no live
   * entry, or one written earlier; nothing is evicted to make room. Says what became of each, by position.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` `KEYED_STORE_LIMIT_EXCEEDED` a record is not sound; none was written
   */
  restore(namespace: string, records: readonly RestoreRecord[], options?: RestoreOptions): Promise<RestoreResult[]>;
}
