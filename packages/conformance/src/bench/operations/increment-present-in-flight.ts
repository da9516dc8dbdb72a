import type { BenchOperation } from "./bench-operation.js";

const IN_FLIGHT = 100;

/** Counts up what is there, 100 issued before the first is awaited. */
export const incrementPresentInFlight: BenchOperation = {
  name: "increment, present keys, 100 in flight",
  createContestant: async (benchStores) => {
    const any = await benchStores.openNumbers();
    const increment = () => {
      const { later, presentKey } = any();
      return later.increment(presentKey());
    };
    return { run: () => Promise.all(Array.from({ length: IN_FLIGHT }, increment)), per: IN_FLIGHT };
  },
};
