import type { BenchOperation } from "./bench-operation.js";

/** Reads a value that is there. */
export const lookup: BenchOperation = {
  name: "lookup",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return {
      run: () => {
        const { now, presentKey } = any();
        return now().lookup(presentKey());
      },
    };
  },
};
