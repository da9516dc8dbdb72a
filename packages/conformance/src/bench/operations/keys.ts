import type { BenchOperation } from "./bench-operation.js";

/** Reads all keys of a namespace at once. */
export const keys: BenchOperation = {
  name: "keys",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return { run: () => any().now().keys() };
  },
};
