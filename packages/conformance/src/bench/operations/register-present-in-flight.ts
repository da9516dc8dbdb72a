import type { BenchOperation } from "./bench-operation.js";

const IN_FLIGHT = 100;

/** Writes other values under keys that are there, 100 issued before the first is awaited. */
export const registerPresentInFlight: BenchOperation = {
  name: "register, present keys, 100 in flight",
  createContestant: async (benchStores) => {
    const any = await benchStores.openFixedKeys();
    const register = () => {
      const { later, presentKey, value } = any();
      return later.register(presentKey(), value());
    };
    return { run: () => Promise.all(Array.from({ length: IN_FLIGHT }, register)), per: IN_FLIGHT };
  },
};
