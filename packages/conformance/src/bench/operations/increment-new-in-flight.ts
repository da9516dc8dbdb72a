import type { BenchOperation } from "./bench-operation.js";

const IN_FLIGHT = 100;

/** Begins counters in a full namespace, 100 issued before the first is awaited. */
export const incrementNewInFlight: BenchOperation = {
  name: "increment, new keys, 100 in flight",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    const increment = () => {
      const { later, newKey } = any();
      return later.increment(newKey());
    };
    return { run: () => Promise.all(Array.from({ length: IN_FLIGHT }, increment)), per: IN_FLIGHT };
  },
};
