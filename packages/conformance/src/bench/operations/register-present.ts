import type { BenchOperation } from "./bench-operation.js";

/** Writes another value under a key that is there. */
export const registerPresent: BenchOperation = {
  name: "register, present key",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openFixedKeys();
    return {
      run: () => {
        const { now, presentKey, value } = any();
        now().register(presentKey(), value());
      },
    };
  },
};
