import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { clause, type Group } from "../../case/case.js";
import { fillCrowdedOwner, openCrowdedOwner } from "../../harness/crowded-owner.js";
import { listKeys, VALUE_OPERATIONS } from "../../harness/operations.js";

const OPTIONS = { neighbours: "other-owner" } as const;

export const ownerCaps: Group = {
  title: "Caps of an owner",
  cases: [
    clause(
      "KS-CAP-2",
      "a full owner refuses a new entry and nothing at all changes",
      async (harness) => {
        const { a, b } = await openCrowdedOwner(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          const error = await failsWith("LIMIT_EXCEEDED", () => call(b, "w", 1), operation);
          expectMentions(error.message, ["3", "maxEntriesPerOwner"], `the message of ${operation}`);
        }
        same([listKeys(await a.entries()), listKeys(await b.entries())], [["x", "y"], ["z"]], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "namespace eviction comes first: a full namespace of a full owner goes on",
      async (harness) => {
        const { a, b } = await openCrowdedOwner(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        await a.register("w", 1);
        same([listKeys(await a.entries()), listKeys(await b.entries())], [["y", "w"], ["z"]], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "overwriting is never refused",
      async (harness) => {
        const { a, b } = await openCrowdedOwner(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        await b.register("z", 2);
        await a.update("x", () => 2);
        same([await a.lookup("x"), await b.lookup("z")], [2, 2], "the values");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "another owner is not counted",
      async (harness) => {
        const { store, a } = await openCrowdedOwner(harness, "reject");
        for (const key of ["x", "y", "z"])
          await harness.keyed(store, { owner: "another", maxEntries: 3 }).register(key, 1);
        for (const key of ["x", "y"]) await a.register(key, 1);
        same(await a.count(), 2, "the number of entries");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "a lowered limit refuses, and what was to be evicted first stays",
      async (harness) => {
        await fillCrowdedOwner(harness);
        const narrow = await harness.open({ limits: { maxEntriesPerOwner: 2 } });
        const a = harness.keyed(narrow, { namespace: "a", maxEntries: 2 });
        await failsWith("LIMIT_EXCEEDED", () => a.register("v", 1), "register");
        same(listKeys(await a.entries()), ["x", "y"], "the keys");
        await a.register("x", 2);
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "Infinity is no limit",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY } });
        const many = keyed(store, { maxEntries: 100_000 });
        await Promise.all(Array.from({ length: 1001 }, (_, index) => many.register(`${index}`, 1)));
        same(await many.count(), 1001, "the number of entries");
        same((await store.owner("owner").usage()).maxEntries, Number.POSITIVE_INFINITY, "maxEntries of usage");
      },
      OPTIONS,
    ),
  ],
};
