import type { BenchOperation } from "./bench-operation.js";

/** Reads a value that is there. */
export const lookup: BenchOperation = {
  name: "lookup",
  needs: "synchronous",
  contestant: async (place) => {
    const any = await place.turning();
    return {
      run: () => {
        const { now, presentKey } = any();
        return now().lookup(presentKey());
      },
    };
  },
};
