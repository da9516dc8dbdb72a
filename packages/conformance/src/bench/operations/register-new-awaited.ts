import type { BenchOperation } from "./bench-operation.js";

/** Writes a new key to a full namespace, each write awaited. */
export const registerNewAwaited: BenchOperation = {
  name: "register, new key, awaited",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    return {
      run: () => {
        const { later, newKey, value } = any();
        return later.register(newKey(), value());
      },
    };
  },
};
