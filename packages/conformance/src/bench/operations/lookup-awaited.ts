import type { BenchOperation } from "./bench-operation.js";

/** Reads a value that is there, each read awaited. */
export const lookupAwaited: BenchOperation = {
  name: "lookup, awaited",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return {
      run: () => {
        const { later, presentKey } = any();
        return later.lookup(presentKey());
      },
    };
  },
};
