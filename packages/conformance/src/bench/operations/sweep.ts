import type { JsonValue } from "@keyed-store/core";
import { createSampleKey, createSampleValue } from "../stores/shapes.js";
import type { BenchOperation } from "./bench-operation.js";

const EXPIRED = 1_000;
const TTL_MS = 1_000;

/** Removes 1,000 expired entries beside those that live on; one of them is one operation. */
export const sweep: BenchOperation = {
  name: "sweep",
  createContestant: async (benchStores) => {
    await benchStores.openFixedKeys();
    const store = await benchStores.openFixedKeysStore();
    const expiring = store.openKeyedStore<JsonValue>({
      owner: "sweep",
      namespace: "expiring",
      maxEntries: 2 * EXPIRED,
      defaultTtlMs: TTL_MS,
    });
    return {
      per: EXPIRED,
      most: 1,
      prepare: async () => {
        await Promise.all(
          Array.from({ length: EXPIRED }, (_, i) => expiring.register(createSampleKey(i), createSampleValue(i))),
        );
        benchStores.passTime(2 * TTL_MS);
      },
      run: () => store.sweepExpired({ limit: EXPIRED }),
    };
  },
};
