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
 *
 * @example
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openStateStore } from "keyed-store";
 *
 * const directory = await mkdtemp(join(tmpdir(), "example-"));
 * const store = await openStateStore({ directory });
 */
export interface StateStore extends AsyncDisposable {
  /** The engine at work. */
  readonly backend: BackendInfo;
  /** Which backend was taken, and why not another (KS-SEL-2). */
  readonly selection: Selection;
  /** Where the data is: an absolute path for files, an address without any password for a service. */
  readonly databasePath: string;
  /**
   * A handle on one owner's namespace. Throws at once, unlike the operations of the handle.
   *
   * @example
   * const notes = store.openKeyedStore<string>({ owner: "bot", namespace: "notes", maxEntries: 100 });
   * await notes.register("a", "one");
   * @throws `KEYED_STORE_INVALID_INPUT` an option is wrong, `maxEntries` can never be reached (KS-CAP-3), or the
   * namespace is open in this process with other options, and is not to be redefined (KS-CAP-5)
   * @throws `KEYED_STORE_CLOSED` the store is closed
   */
  openKeyedStore<T extends Storable<T>>(options: KeyedStoreOptions<T>): KeyedStore<T>;
  /**
   * A handle whose operations answer at once.
   *
   * @example
   * const atOnce = store.openSyncKeyedStore<string>({ owner: "bot", namespace: "notes", maxEntries: 100 });
   * console.log(atOnce.lookup("a")); // "one"
   * @throws `KEYED_STORE_UNSUPPORTED` this backend answers only through promises
   * @throws as {@link StateStore.openKeyedStore}
   */
  openSyncKeyedStore<T extends Storable<T>>(options: KeyedStoreOptions<T>): SyncKeyedStore<T>;
  /**
   * All that belongs to one owner. Throws `KEYED_STORE_INVALID_INPUT` for a bad name (KS-NAME-2).
   *
   * @example
   * console.log((await store.owner("bot").usage()).entries); // 1
   */
  owner(name: string): OwnerScope;
  /**
   * The owners that have live entries, in byte order, and how full they are.
   *
   * @example
   * console.log((await store.owners()).map(({ owner }) => owner).join()); // "bot"
   */
  owners(): Promise<OwnerUsage[]>;
  /**
   * Removes expired rows in one short step, oldest expiry first, and says whether more are left (KS-TTL-5).
   *
   * @example
   * console.log((await store.sweepExpired({ limit: 100 })).removed); // 0
   */
  sweepExpired(options?: SweepOptions): Promise<SweepResult>;
  /**
   * Tries the store from the directory up. Never rejects and leaves no trace (KS-PROBE-1).
   *
   * @example
   * console.log((await store.probe()).ok); // true
   */
  probe(): Promise<ProbeReport>;
  /**
   * Copies the store, at one point in time, into a new file that is a store by itself; this one stays usable.
   *
   * @example
   * await store.backup(join(directory, "copy.sqlite"));
   * @throws `KEYED_STORE_INVALID_INPUT` something stands at `destination` already; it was left as it is
   * @throws `KEYED_STORE_UNSUPPORTED` this backend keeps no file
   */
  backup(destination: string): Promise<void>;
  /**
   * Completes what was issued before it and brings it to the disk, whatever the durability.
   *
   * @example
   * await store.flush();
   */
  flush(): Promise<void>;
  /**
   * Completes what was issued before it, then closes. Every later operation is `KEYED_STORE_CLOSED` (KS-LIFE-1,
   * KS-LIFE-2). Closing again gives the same promise.
   *
   * @example
   * await store.close();
   */
  close(): Promise<void>;
}
