import { memoryUsage } from "node:process";
import { ok } from "../assert/assert.js";
import type { Group } from "../case/case.js";
import type { Value } from "../harness/harness.js";
import { namespaceOptions } from "../harness/namespace-options.js";
import { STORE, seedCheck } from "./seed-check.js";
import { listNumbers, mixedValue } from "./values.js";

/** What of the resident memory is a leak beyond doubt; the forerunner allowed as much, and took an eighth of it. */
const MOST = 2;

async function measureGrowth(work: () => Promise<void>): Promise<number> {
  await work(); // what is made once is made
  const before = memoryUsage.rss();
  for (const _ of listNumbers(9)) await work();
  return memoryUsage.rss() / before;
}

export const memory: Group = {
  title: "seed-checks: memory",
  cases: [
    seedCheck(
      "R2 MEM 1",
      "KS-CAP-1",
      "30,000 operations leave the resident memory below twice what it was",
      async ({ open }) => {
        const keyed = (await open()).openKeyedStore<Value>(namespaceOptions({ maxEntries: 50 }));
        const growth = await measureGrowth(async () => {
          for (const index of listNumbers(1_000))
            await Promise.all([
              keyed.register(`${index}`, mixedValue(index)),
              keyed.lookup(`${index - 10}`),
              keyed.consume(`${index - 20}`),
            ]);
        });
        ok(growth < MOST, `the resident memory grew to ${growth.toFixed(2)} of what it was`);
      },
      STORE,
    ),
    seedCheck(
      "R2 MEM 2",
      "KS-LIFE-1",
      "a hundred stores, opened and closed, leave the resident memory below twice what it was",
      async ({ open }) => {
        const growth = await measureGrowth(async () => {
          for (const index of listNumbers(10)) {
            const store = await open({ fileName: `${index}.sqlite` });
            await store.openKeyedStore<Value>(namespaceOptions()).register("key", index);
            await store.close();
          }
        });
        ok(growth < MOST, `the resident memory grew to ${growth.toFixed(2)} of what it was`);
      },
      STORE,
    ),
  ],
};
