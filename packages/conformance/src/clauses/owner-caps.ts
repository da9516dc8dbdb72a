import type { KeyedStore, StateStore } from "@keyed-store/core";
import { clause, type Group } from "../case.js";
import { mentions, same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import type { Harness, StoreOptions, Value } from "../harness/harness.js";
import { keysOf, VALUE_OPERATIONS } from "../harness/operations.js";

type Keyed = KeyedStore<Value>;

/** Namespaces "a" and "b" with room for two each, in an owner that may have three entries. */
async function three(
  { open, keyed }: Harness,
  ownerOverflow: "reject" | "evict-oldest",
): Promise<{ store: StateStore; a: Keyed; b: Keyed }> {
  const store = await open({ limits: { maxEntriesPerOwner: 3 }, ownerOverflow });
  const [a, b] = [keyed(store, { namespace: "a", maxEntries: 2 }), keyed(store, { namespace: "b", maxEntries: 2 })];
  return { store, a, b };
}

const OPTIONS = { neighbours: "other-owner" } as const;

/** Reopens with other limits: the same data under other caps. */
async function reopen({ open }: Harness, store: StateStore, options: StoreOptions): Promise<StateStore> {
  await store.close();
  return open(options);
}

export const ownerCaps: Group = {
  title: "Caps of an owner",
  cases: [
    clause(
      "KS-CAP-2",
      "a full owner refuses a new entry and nothing at all changes",
      async (harness) => {
        const { a, b } = await three(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          const error = await failsWith("LIMIT_EXCEEDED", () => call(b, "w", 1), operation);
          mentions(error.message, ["3", "maxEntriesPerOwner"], `the message of ${operation}`);
        }
        same([keysOf(await a.entries()), keysOf(await b.entries())], [["x", "y"], ["z"]], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "namespace eviction comes first: a full namespace of a full owner goes on",
      async (harness) => {
        const { a, b } = await three(harness, "reject");
        for (const key of ["x", "y"]) await a.register(key, 1);
        await b.register("z", 1);
        await a.register("w", 1);
        same([keysOf(await a.entries()), keysOf(await b.entries())], [["y", "w"], ["z"]], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "overwriting is never refused",
      async (harness) => {
        const { a, b } = await three(harness, "reject");
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
      "evict-oldest drops the owner's oldest evictable entry, of whichever namespace",
      async (harness) => {
        const { a, b } = await three(harness, "evict-oldest");
        await a.register("x", 1);
        await b.register("y", 1);
        await a.register("z", 1);
        await a.register("x", 2);
        await b.register("w", 1);
        same([keysOf(await a.entries()), keysOf(await b.entries())], [["z", "x"], ["w"]], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "evict-oldest never drops from a namespace that is reject-new",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 3 }, ownerOverflow: "evict-oldest" });
        const kept = keyed(store, { namespace: "kept", maxEntries: 3, overflow: "reject-new" });
        const evicted = keyed(store, { namespace: "evicted", maxEntries: 3 });
        await kept.register("x", 1);
        await evicted.register("y", 1);
        await kept.register("z", 1);
        await kept.register("w", 1);
        same([keysOf(await kept.entries()), keysOf(await evicted.entries())], [["x", "z", "w"], []], "the keys");
        await failsWith("LIMIT_EXCEEDED", () => evicted.register("v", 1), "register");
        same(
          [keysOf(await kept.entries()), keysOf(await evicted.entries())],
          [["x", "z", "w"], []],
          "the keys after a refusal",
        );
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "another owner is not counted",
      async (harness) => {
        const { store, a } = await three(harness, "reject");
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
        const wide = await harness.open();
        for (const key of ["x", "y"]) await harness.keyed(wide, { namespace: "a", maxEntries: 2 }).register(key, 1);
        for (const key of ["z", "w"]) await harness.keyed(wide, { namespace: "b", maxEntries: 2 }).register(key, 1);
        const a = harness.keyed(await reopen(harness, wide, { limits: { maxEntriesPerOwner: 2 } }), {
          namespace: "a",
          maxEntries: 2,
        });
        await failsWith("LIMIT_EXCEEDED", () => a.register("v", 1), "register");
        same(keysOf(await a.entries()), ["x", "y"], "the keys");
        await a.register("x", 2);
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-2",
      "a lowered limit with evict-oldest is met by the next new entry",
      async (harness) => {
        const wide = await harness.open();
        for (const key of ["x", "y"]) await harness.keyed(wide, { namespace: "a", maxEntries: 2 }).register(key, 1);
        for (const key of ["z", "w"]) await harness.keyed(wide, { namespace: "b", maxEntries: 2 }).register(key, 1);
        const narrow = await reopen(harness, wide, {
          limits: { maxEntriesPerOwner: 2 },
          ownerOverflow: "evict-oldest",
        });
        const [a, b] = [
          harness.keyed(narrow, { namespace: "a", maxEntries: 2 }),
          harness.keyed(narrow, { namespace: "b", maxEntries: 2 }),
        ];
        await a.register("v", 1);
        same([keysOf(await a.entries()), keysOf(await b.entries())], [["v"], ["w"]], "the keys");
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
