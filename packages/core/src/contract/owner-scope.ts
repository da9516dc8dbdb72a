import type { Atomic } from "./atomic.js";
import type { KeyedStore } from "./keyed-store.js";
import type { OwnedKeyedStoreOptions } from "./keyed-store-options.js";
import type { Usage } from "./reports/usage.js";
import type { RestoreOptions, RestoreRecord, RestoreResult } from "./restore.js";
import type { SyncKeyedStore } from "./sync-keyed-store.js";
import type { Storable } from "./values/storable.js";

/**
 * All that belongs to one owner.
 *
 * @example
 * import { openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const bot = store.owner("bot");
 * await bot.openKeyedStore<string>({ namespace: "notes", maxEntries: 100 }).register("a", "one");
 */
export interface OwnerScope {
  /** The owner. */
  readonly owner: string;
  /** As `StateStore.openKeyedStore`, for this owner. */
  openKeyedStore<T extends Storable<T>>(options: OwnedKeyedStoreOptions<T>): KeyedStore<T>;
  /** As `StateStore.openSyncKeyedStore`, for this owner. */
  openSyncKeyedStore<T extends Storable<T>>(options: OwnedKeyedStoreOptions<T>): SyncKeyedStore<T>;
  /** Begins steps over several namespaces that happen together or not at all (KS-ATOM-4). */
  atomic(): Atomic;
  /**
   * How full it is.
   *
   * @example
   * console.log((await bot.usage()).namespaces[0]?.namespace); // "notes"
   */
  usage(): Promise<Usage>;
  /**
   * Removes all of its entries and says how many of them were live.
   *
   * @example
   * console.log(await bot.clear()); // 1
   */
  clear(): Promise<number>;
  /**
   * Brings entries back with the times they had, for import and repair tools. Each is written if its key has no live
   * entry, or one written earlier; nothing is evicted to make room. In order of age they come as they stand in the list, after
   * what is there already: sort them, oldest first. Says what became of each, by position.
   *
   * @example
   * const createdAt = Date.now() - 1_000;
   * console.log((await bot.restore("notes", [{ key: "b", value: "two", createdAt }])).join()); // "restored"
   * @throws `KEYED_STORE_INVALID_INPUT` `KEYED_STORE_LIMIT_EXCEEDED` a record is not sound; none was written
   */
  restore(namespace: string, records: readonly RestoreRecord[], options?: RestoreOptions): Promise<RestoreResult[]>;
}
