import { openStateStore, type StoreEvent } from "@keyed-store/core";
import type { SuiteHost } from "../host/suite-host.js";
import type { BackendUnderTest, SqliteTools } from "../under-test/backend-under-test.js";
import { loadModuleExport } from "../under-test/load-module-export.js";
import { createPlace, createProviderAt, getDirectoryOption } from "../under-test/store-place.js";
import { asAsyncStore } from "./as-async-store.js";
import { fillNamespaceOptions } from "./fill-namespace-options.js";
import type { Harness } from "./harness.js";
import { createManualClock } from "./manual-clock.js";

/** A harness with what ends it: stores are closed and the place is removed, whatever the test did. */
export interface OwnedHarness extends Harness {
  dispose(): Promise<void>;
}

/** Makes the harness of one test. Its stores are opened with `cacheBytes` where a test does not say another. */
export async function createHarness(
  backend: BackendUnderTest,
  host: SuiteHost,
  synchronous: boolean,
  cacheBytes?: number,
): Promise<OwnedHarness> {
  const place = await createPlace(backend, host.files);
  const provider = createProviderAt(place.at, backend.provider);
  const clock = createManualClock();
  const events: StoreEvent[] = [];
  const ends: (() => unknown)[] = [];
  const harness: OwnedHarness = {
    backend,
    host,
    provider,
    place: place.at,
    get directory() {
      if ("directory" in place.at) return place.at.directory;
      throw new Error(`${backend.name} is a service: a case that needs a directory must say so`);
    },
    clock,
    synchronous,
    events,
    async open(options = {}) {
      const store = await openStateStore({
        ...getDirectoryOption(place.at),
        providers: [provider],
        backend: provider.name,
        clock: clock.now,
        onEvent: (event) => events.push(event),
        cacheBytes,
        ...options,
      });
      ends.push(() => store.close());
      return store;
    },
    keyed: (store, options) =>
      synchronous
        ? asAsyncStore(store.openSyncKeyedStore(fillNamespaceOptions(options)))
        : store.openKeyedStore(fillNamespaceOptions(options)),
    async openFresh(options, store) {
      return harness.keyed(await harness.open(store), options);
    },
    afterTest: (undo) => ends.push(undo),
    async sqlite() {
      if (backend.sqliteTools === undefined) throw new Error(`${backend.name} brings no sqliteTools`);
      return (await loadModuleExport(backend.sqliteTools)) as SqliteTools; // By the contract of BackendUnderTest.
    },
    async damageValue({ databasePath }, key, text) {
      const { damageValue } = backend.service ?? {};
      if ("service" in place.at && damageValue !== undefined) await damageValue(place.at.service, key, text);
      else await (await harness.sqlite()).run(databasePath, `UPDATE entry SET json = '${text}' WHERE key = '${key}'`);
    },
    async dispose() {
      const failures: unknown[] = [];
      // What came last may stand upon what came before: a store is closed before its directory goes.
      for (const end of ends.reverse())
        await Promise.resolve()
          .then(end)
          .catch((error: unknown) => failures.push(error));
      await place.remove();
      if (failures.length > 0) throw failures[0];
    },
  };
  return harness;
}
