import { nativeProvider } from "@keyed-store/backend-native";
import { nodeProvider } from "@keyed-store/backend-node";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { openStateStore } from "@keyed-store/core";

const CAN = {
  ttl: "yes",
  caps: "yes",
  consume: "yes",
  claim: "yes",
  compareAndSet: "yes",
  atomic: "yes",
  ordered: "by key and by age",
  synchronous: "yes",
  processes: "several",
};

/** The store of this repository on its backends that are SQLite. */
export const keyedStores = [
  [nativeProvider(), "yes"],
  [wasmProvider(), "no"],
  [nodeProvider(), "no"],
].map(([provider, addon]) => ({
  name: `keyed-store, ${provider.name}`,
  can: { ...CAN, addon },
  async open({ directory, durability, entries }) {
    const store = await openStateStore({ directory, providers: [provider], backend: provider.name, durability });
    const options = { namespace: "bench", maxEntries: entries };
    const later = store.openKeyedStore(options);
    const now = store.openSyncKeyedStore(options);
    return {
      set: later.register,
      setNow: now.register,
      get: later.lookup,
      getNow: now.lookup,
      all: now.entries,
      version: store.backend.engineVersion,
      close: store.close,
    };
  },
}));
