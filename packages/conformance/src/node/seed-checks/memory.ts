import { memoryUsage } from "node:process";
import { ok } from "../../assert/assert.js";
import type { Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Value } from "../../harness/harness.js";
import { createCaseForForerunnerChecks, STORE } from "../../seed-checks/create-case-for-forerunner-checks.js";
import { createMixedValue, listNumbersBelow } from "../../seed-checks/values.js";

/** What of the resident memory is a leak beyond doubt; the forerunner allowed as much, and took an eighth of it. */
const MOST = 2;

async function measureMemoryGrowthRatio(work: () => Promise<void>): Promise<number> {
  await work(); // what is made once is made
  const before = memoryUsage.rss();
  for (const _ of listNumbersBelow(9)) await work();
  return memoryUsage.rss() / before;
}

export const memory: Group = {
  title: "seed-checks: memory",
  cases: [
    createCaseForForerunnerChecks(
      "R2 MEM 1",
      "KS-CAP-1",
      "30,000 operations leave the resident memory below twice what it was",
      async ({ open }) => {
        const keyed = (await open()).openKeyedStore<Value>(fillNamespaceOptions({ maxEntries: 50 }));
        const growth = await measureMemoryGrowthRatio(async () => {
          for (const index of listNumbersBelow(1_000))
            await Promise.all([
              keyed.register(`${index}`, createMixedValue(index)),
              keyed.lookup(`${index - 10}`),
              keyed.consume(`${index - 20}`),
            ]);
        });
        ok(growth < MOST, `the resident memory grew to ${growth.toFixed(2)} of what it was`);
      },
      STORE,
    ),
    createCaseForForerunnerChecks(
      "R2 MEM 2",
      "KS-LIFE-1",
      "a hundred stores, opened and closed, leave the resident memory below twice what it was",
      async ({ open, backend }) => {
        const growth = await measureMemoryGrowthRatio(async () => {
          for (const index of listNumbersBelow(10)) {
            const store = await open(backend.service === undefined ? { fileName: `${index}.sqlite` } : {});
            await store.openKeyedStore<Value>(fillNamespaceOptions()).register("key", index);
            await store.close();
          }
        });
        ok(growth < MOST, `the resident memory grew to ${growth.toFixed(2)} of what it was`);
      },
      STORE,
    ),
  ],
};
