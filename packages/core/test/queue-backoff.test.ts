import { describe, expect, it } from "vitest";
import { computeBackoffMs } from "../src/queue/compute-backoff-ms.js";
import { busy } from "./support/fake-provider.js";
import { openFake } from "./support/open-fake.js";

describe("backoff", () => {
  it("doubles from 1 ms to 25 ms, between half and all of it by chance", () => {
    const longest = Array.from({ length: 8 }, (_, attempt) => computeBackoffMs(attempt, () => 1));
    expect(longest).toEqual([1, 2, 4, 8, 16, 25, 25, 25]);
    expect(computeBackoffMs(1_100, () => 0)).toBe(12.5);
  });

  it("begins anew after each success", async () => {
    let refusals = 0;
    const { store, scheduler } = await openFake({
      before: () => {
        if (refusals-- > 0) throw busy();
      },
    });
    const now = store.openSyncKeyedStore<number>({ namespace: "n", maxEntries: 5 });
    for (let round = 0; round < 2; round++) {
      refusals = 3;
      now.lookup("x");
      expect(scheduler.slept.splice(0)).toEqual([0.75, 1.5, 3]);
    }
  });
});
