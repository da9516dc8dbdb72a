import type { BenchOperation } from "./bench-operation.js";

/** Reads all entries of a namespace at once. */
export const entries: BenchOperation = {
  name: "entries",
  needs: "synchronous",
  contestant: async (place) => {
    const any = await place.turning();
    return { run: () => any().now().entries() };
  },
};
