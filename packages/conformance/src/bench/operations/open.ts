import type { StateStore } from "@keyed-store/core";
import type { BenchOperation } from "./bench-operation.js";

/** Opens a store that is there and reads one value, the code being loaded already. */
export const open: BenchOperation = {
  name: "open",
  needs: "persistent",
  createContestant: async (benchStores) => {
    let store: StateStore | undefined;
    const close = async () => {
      await store?.close();
      store = undefined;
    };
    // What is made the first time is no part of opening again.
    store = await benchStores.reopenFullStore();
    await close();
    return {
      most: 1,
      run: async () => {
        store = await benchStores.reopenFullStore();
        await store
          .owner("owner-0")
          .openKeyedStore({ namespace: "space-0", maxEntries: benchStores.entries })
          .lookup("none");
      },
      restore: close,
    };
  },
};
