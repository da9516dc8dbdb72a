import { same } from "../assert/assert.js";
import type { Group } from "../case/case.js";
import { listKeys } from "../harness/operations.js";
import { createCaseForForerunnerChecks } from "./create-case-for-forerunner-checks.js";
import { listNumbersBelow } from "./values.js";

export const ttl: Group = {
  title: "seed-checks: expiry",
  cases: [
    createCaseForForerunnerChecks(
      "R1 TTL 1-3",
      "KS-TTL-3",
      "a default for all entries",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ defaultTtlMs: 100 });
        await store.register("a", 1);
        clock.advance(99);
        same(await store.lookup("a"), 1, "before its end");
        clock.advance(1);
        same([await store.lookup("a"), await store.entries()], [undefined, []], "at its end");
        await store.register("a", 2);
        same(await store.lookup("a"), 2, "what is written anew");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 TTL 4-6",
      "KS-TTL-3",
      "a short one beats a long default, a long one a short, and one beats none",
      async ({ open, keyed, clock }) => {
        const store = await open();
        const long = keyed(store, { namespace: "long", defaultTtlMs: 10_000 });
        const short = keyed(store, { namespace: "short", defaultTtlMs: 10 });
        const none = keyed(store, { namespace: "none" });
        await long.register("key", 1, { ttlMs: 10 });
        await short.register("key", 1, { ttlMs: 10_000 });
        await none.register("key", 1, { ttlMs: 10 });
        await none.register("stays", 1);
        clock.advance(10);
        same([await long.lookup("key"), await short.lookup("key")], [undefined, 1], "the two that have a default");
        same(await none.lookupMany(["key", "stays"]), [undefined, 1], "those without");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 TTL 7-11",
      "KS-TTL-5",
      "a sweep of a mixed namespace, and once more",
      async ({ open, keyed, clock }) => {
        const store = await open();
        const mixed = keyed(store, { namespace: "mixed" });
        same((await store.sweepExpired()).removed, 0, "sweeping nothing");
        for (const index of listNumbersBelow(20))
          await mixed.register(`${index}`, index, index % 2 === 0 ? { ttlMs: 10 } : {});
        clock.advance(10);
        same(await store.sweepExpired(), { removed: 10, more: false }, "the first sweep");
        same(await store.sweepExpired(), { removed: 0, more: false }, "the second sweep");
        same(
          listKeys(await mixed.entries()),
          listNumbersBelow(10).map((index) => `${2 * index + 1}`),
          "those that live",
        );
        const all = keyed(store, { namespace: "all" });
        for (const index of listNumbersBelow(5)) await all.register(`${index}`, index, { ttlMs: 10 });
        clock.advance(10);
        same([(await store.sweepExpired()).removed, await all.count()], [5, 0], "sweeping all of a namespace");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 TTL 12-14",
      "KS-TTL-2",
      "consuming the expired, the living, and twice",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        await store.register("short", 1, { ttlMs: 10 });
        await store.register("long", 2, { ttlMs: 1_000 });
        clock.advance(10);
        same(await store.consume("short"), undefined, "what has expired");
        same([await store.consume("long"), await store.consume("long")], [2, undefined], "what lives");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 TTL 15",
      "KS-TTL-4",
      "the places of the expired are free",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ maxEntries: 5, overflow: "reject-new" });
        for (const index of listNumbersBelow(5)) await store.register(`old ${index}`, 1, { ttlMs: 10 });
        clock.advance(10);
        for (const index of listNumbersBelow(5)) await store.register(`new ${index}`, 1);
        same(await store.count(), 5, "the entries");
      },
    ),
    createCaseForForerunnerChecks(
      "R1 TTL 16-18",
      "KS-TTL-4",
      "the expired are in no list, and the others keep their order",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        for (const index of listNumbersBelow(6)) {
          await store.register(`${index}`, index, index % 3 === 0 ? { ttlMs: 10 } : {});
          clock.advance(1);
        }
        clock.advance(10);
        same(listKeys(await store.entries()), ["1", "2", "4", "5"], "the keys");
        await store.register("1", "again");
        same(listKeys(await store.entries()), ["2", "4", "5", "1"], "the keys when one was written again");
        same(await store.count(), 4, "the number of entries");
      },
    ),
  ],
};
