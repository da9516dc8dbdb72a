import { browserProvider, openStateStore } from "@keyed-store/backend-browser/standalone";

/** The store of this repository, as it is opened by who reads only the first lines of its page. */
export const keyedStore = {
  name: "keyed-store",
  async open({ durability, entries }) {
    const store = await openStateStore({
      directory: `bench/${durability}`,
      providers: [browserProvider()],
      durability,
    });
    const { register, lookup } = store.openKeyedStore({ namespace: "bench", maxEntries: entries });
    return { set: register, get: lookup, close: store.close };
  },
};
