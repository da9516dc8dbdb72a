import type { BenchOperation } from "./bench-operation.js";

/** Reads a value that is there, each read awaited. */
export const lookupAwaited: BenchOperation = {
  name: "lookup, awaited",
  contestant: async (place) => {
    const any = await place.turning();
    return {
      run: () => {
        const { later, presentKey } = any();
        return later.lookup(presentKey());
      },
    };
  },
};
