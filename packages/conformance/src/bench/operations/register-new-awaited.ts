import type { BenchOperation } from "./bench-operation.js";

/** Writes a new key to a full namespace, each write awaited. */
export const registerNewAwaited: BenchOperation = {
  name: "register, new key, awaited",
  contestant: async (place) => {
    const any = await place.turning();
    return {
      run: () => {
        const { later, newKey, value } = any();
        return later.register(newKey(), value());
      },
    };
  },
};
