import type { BenchOperation } from "./bench-operation.js";
import { countItems } from "./count-items.js";

const PAGE = 100;

/** Reads 100 entries in the order of their keys, behind any of them. */
export const pageByKey: BenchOperation = {
  name: "page by key",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return {
      run: () => {
        const { now, presentKey } = any();
        return countItems(now().iterate({ order: "key", after: presentKey(), limit: PAGE }));
      },
    };
  },
};
