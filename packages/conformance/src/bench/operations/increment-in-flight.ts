import type { BenchOperation } from "./bench-operation.js";

const IN_FLIGHT = 100;

/** Counts up in a store of its own size, 100 issued before the first is awaited. */
export const incrementInFlight: BenchOperation = {
  name: "increment, 100 in flight",
  contestant: async (place) => {
    const any = await place.turning();
    const increment = () => any().later.increment("counter");
    return { run: () => Promise.all(Array.from({ length: IN_FLIGHT }, increment)), per: IN_FLIGHT };
  },
};
