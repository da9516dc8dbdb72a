import type { BenchOperation } from "./bench-operation.js";

/** Writes a new key to a full namespace, so that the oldest goes. */
export const registerNew: BenchOperation = {
  name: "register, new key",
  needs: "synchronous",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return {
      run: () => {
        const { now, newKey, value } = any();
        now().register(newKey(), value());
      },
    };
  },
};
