/// <reference lib="esnext.disposable" preserve="true" />
import type { BackendInfo } from "./backend-info.js";
import type { KeyedStore } from "./keyed-store.js";
import type { KeyedStoreOptions } from "./keyed-store-options.js";
import type { OwnerScope } from "./owner-scope.js";
import type { ProbeReport } from "./reports/probe-report.js";
import type { SweepOptions, SweepResult } from "./reports/sweep.js";
import type { OwnerUsage } from "./reports/usage.js";
import type { Selection } from "./selection.js";
import type { SyncKeyedStore } from "./sync-keyed-store.js";
import type { Storable } from "./values/storable.js";

/**
 * An open store: all owners and namespaces of one database file. It has no `get` and no `set` itself: entries belong to a namespace, so
 * open one by {@link StateStore.openKeyedStore}, and use its `lookup` and `register`.
 */
export interface StateStore extends AsyncDisposable {
  /** The engine at work. */
  readonly backend: BackendInfo;
  /** Which backend was taken, and why not another (KS-SEL-2). */
  readonly selection: Selection;
  /** Where the data is: an absolute path for files. */
  readonly databasePath: string;
  /**
   * A handle on one owner's namespace. Throws at once, unlike the operations of the handle.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, `maxEntries` can never be reached (KS-CAP-3), or the
   * namespace is open in this process with other options, and is not to be redefined (KS-CAP-5)
   * @throws `KEYED_STORE_CLOSED` the store is closed
   */
  openKeyedStore<T extends Storable<T>>(options: KeyedStoreOptions<T>): KeyedStore<T>;
  /**
   * A handle whose operations answer at once.
   *
   * @throws `KEYED_STORE_UNSUPPORTED` this backend answers only through promises
   * @throws as {@link StateStore.openKeyedStore}
   */
  openSyncKeyedStore<T extends Storable<T>>(options: KeyedStoreOptions<T>): SyncKeyedStore<T>;
  /** All that belongs to one owner. Throws `KEYED_STORE_INVALID_INPUT` for a bad name (KS-NAME-2). */
  owner(name: string): OwnerScope;
  /** The owners that have live entries, in byte order, and how full they are. */
  owners(): Promise<OwnerUsage[]>;
  /** Removes expired rows in one short step, oldest expiry first, and says whether more are left (KS-TTL-5). */
  sweepExpired(options?: SweepOptions): Promise<SweepResult>;
  /** Tries the store from the directory up. Never rejects and leaves no trace (KS-PROBE-1). */
  probe(): Promise<ProbeReport>;
  /**
   * Copies the store, at one point in time, into a new file that is a store by itself; this one stays usable.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` something stands at `destination` already; it was left as it is
   * @throws `KEYED_STORE_UNSUPPORTED` this backend keeps no file
   */
  backup(destination: string): Promise<void>;
  /** Completes what was issued before it and brings it to the disk, whatever the durability. */
  flush(): Promise<void>;
  /**
   * Completes what was issued before it, then closes. Every later operation is `KEYED_STORE_CLOSED` (KS-LIFE-1,
   * KS-LIFE-2). Closing again gives the same promise.
   */
  close(): Promise<void>;
}
