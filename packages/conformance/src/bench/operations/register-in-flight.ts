import type { BenchOperation } from "./bench-operation.js";

const IN_FLIGHT = 100;

/** Writes new keys to a full namespace, 100 issued before the first is awaited. */
export const registerInFlight: BenchOperation = {
  name: "register, 100 in flight",
  createContestant: async (benchStores) => {
    const any = await benchStores.openChangingKeys();
    const register = () => {
      const { later, newKey, value } = any();
      return later.register(newKey(), value());
    };
    return { run: () => Promise.all(Array.from({ length: IN_FLIGHT }, register)), per: IN_FLIGHT };
  },
};
