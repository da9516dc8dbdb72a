import { expectMentions, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillOwnerBeyondCap, openCappedOwner } from "../../harness/capped-owner.js";
import { listKeys, VALUE_OPERATIONS } from "../../harness/operations.js";

const OPTIONS = { neighbours: "other-owner" } as const;

export const ownerCaps: Group = {
  title: "Caps of an owner",
  cases: [
    createCase(
      "KS-CAP-2",
      "a full owner refuses a new entry and nothing at all changes",
      async (harness) => {
        const { a, b } = await openCappedOwner(harness, "reject");
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
    createCase(
      "KS-CAP-2",
      "namespace eviction comes first: a full namespace of a full owner goes on",
      async (harness) => {
        const { a, b } = await openCappedOwner(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        await a.register("w", 1);
        same([listKeys(await a.entries()), listKeys(await b.entries())], [["y", "w"], ["z"]], "the keys");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "overwriting is never refused",
      async (harness) => {
        const { a, b } = await openCappedOwner(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        await b.register("z", 2);
        await a.update("x", () => 2);
        same([await a.lookup("x"), await b.lookup("z")], [2, 2], "the values");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "the refusal names the owner's three fullest namespaces with their live entries, open or not",
      async ({ open, keyed, clock }) => {
        const before = await open();
        for (const [namespace, entries] of [
          ["one", 1],
          ["two", 2],
          ["three", 3],
          ["four", 4],
        ] as const) {
          const store = keyed(before, { namespace });
          for (let index = 0; index < entries; index++) await store.register(`${index}`, 1);
          await store.register("expires", 1, { ttlMs: 5 });
        }
        await before.close();
        clock.advance(5);
        const store = await open({ limits: { maxEntriesPerOwner: 10 } });
        const one = keyed(store, { namespace: "one", maxEntries: 10 });
        const later = store.openKeyedStore({ owner: "owner", namespace: "one", maxEntries: 10 });
        const calls = {
          register: () => one.register("new", 1),
          atomic: () => store.owner("owner").atomic().register(later, "a", 1).register(later, "b", 1).commit(),
        };
        for (const [operation, call] of Object.entries(calls)) {
          const { message } = await failsWith("LIMIT_EXCEEDED", call, operation);
          expectMentions(
            message,
            ["10", "four (4), three (3), two (2)", "maxEntriesPerOwner", "ownerOverflow"],
            `the message of ${operation}`,
          );
          ok(!message.includes("one ("), `the message of ${operation} names a fourth namespace: ${message}`);
        }
        same(await one.count(), 1, "the number of entries after what was refused");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "another owner is not counted",
      async (harness) => {
        const { store, a } = await openCappedOwner(harness, "reject");
        for (const key of ["x", "y", "z"])
          await harness.keyed(store, { owner: "another", maxEntries: 3 }).register(key, 1);
        for (const key of ["x", "y"]) await a.register(key, 1);
        same(await a.count(), 2, "the number of entries");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "a lowered limit refuses, and what was to be evicted first stays",
      async (harness) => {
        await fillOwnerBeyondCap(harness);
        const narrow = await harness.open({ limits: { maxEntriesPerOwner: 2 } });
        const a = harness.keyed(narrow, { namespace: "a", maxEntries: 2 });
        await failsWith("LIMIT_EXCEEDED", () => a.register("v", 1), "register");
        same(listKeys(await a.entries()), ["x", "y"], "the keys");
        await a.register("x", 2);
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "without a quota an owner has no limit",
      async ({ open, keyed }) => {
        const store = await open();
        const many = keyed(store, { maxEntries: 100_000 });
        await Promise.all(Array.from({ length: 1001 }, (_, index) => many.register(`${index}`, 1)));
        same(await many.count(), 1001, "the number of entries");
        same((await store.owner("owner").usage()).maxEntries, Number.POSITIVE_INFINITY, "maxEntries of usage");
      },
      OPTIONS,
    ),
  ],
};
