import type { BenchOperation } from "./bench-operation.js";

/** Reads all entries of a namespace at once. */
export const entries: BenchOperation = {
  name: "entries",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return { run: () => any().now().entries() };
  },
};
