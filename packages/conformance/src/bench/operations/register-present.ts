import type { BenchOperation } from "./bench-operation.js";

/** Writes another value under a key that is there. */
export const registerPresent: BenchOperation = {
  name: "register, present key",
  needs: "synchronous",
  contestant: async (place) => {
    const any = await place.standing();
    return {
      run: () => {
        const { now, presentKey, value } = any();
        now().register(presentKey(), value());
      },
    };
  },
};
