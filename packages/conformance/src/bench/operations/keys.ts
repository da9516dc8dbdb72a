import type { BenchOperation } from "./bench-operation.js";

/** Reads all keys of a namespace at once. */
export const keys: BenchOperation = {
  name: "keys",
  needs: "synchronous",
  contestant: async (place) => {
    const any = await place.turning();
    return { run: () => any().now().keys() };
  },
};
