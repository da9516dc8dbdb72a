import type { KeyedStore } from "./keyed-store.js";
import type { KeyedStoreOptions, OwnedKeyedStoreOptions } from "./keyed-store-options.js";
import type { OwnerScope } from "./owner-scope.js";
import type { StateStore } from "./state-store.js";
import type { SyncKeyedStore } from "./sync-keyed-store.js";
import type { Storable } from "./values/storable.js";

/** The operations that change nothing. */
type ReadOperation = "lookup" | "lookupEntry" | "lookupMany" | "has" | "keys" | "entries" | "iterate" | "count";

/** The entries of one owner and namespace, to be read: a {@link KeyedStore} without what writes (KS-LIFE-4). */
export interface ReadOnlyKeyedStore<T> extends Pick<KeyedStore<T>, ReadOperation | "watch"> {}

/** A {@link SyncKeyedStore} without what writes (KS-LIFE-4). */
export interface ReadOnlySyncKeyedStore<T> extends Pick<SyncKeyedStore<T>, ReadOperation> {}

/** An {@link OwnerScope} without what writes (KS-LIFE-4). */
export interface ReadOnlyOwnerScope extends Pick<OwnerScope, "owner" | "usage"> {
  /** As `StateStore.openKeyedStore`, for this owner. */
  openKeyedStore<T extends Storable<T>>(options: OwnedKeyedStoreOptions<T>): ReadOnlyKeyedStore<T>;
  /** As `StateStore.openSyncKeyedStore`, for this owner. */
  openSyncKeyedStore<T extends Storable<T>>(options: OwnedKeyedStoreOptions<T>): ReadOnlySyncKeyedStore<T>;
}

/** A {@link StateStore} that was opened with `access: "read-only"`: what would change it is not there (KS-LIFE-4). */
export interface ReadOnlyStateStore
  extends Omit<StateStore, "openKeyedStore" | "openSyncKeyedStore" | "owner" | "sweepExpired"> {
  /** As {@link StateStore.openKeyedStore}. */
  openKeyedStore<T extends Storable<T>>(options: KeyedStoreOptions<T>): ReadOnlyKeyedStore<T>;
  /** As {@link StateStore.openSyncKeyedStore}. */
  openSyncKeyedStore<T extends Storable<T>>(options: KeyedStoreOptions<T>): ReadOnlySyncKeyedStore<T>;
  /** As {@link StateStore.owner}. */
  owner(name: string): ReadOnlyOwnerScope;
}
