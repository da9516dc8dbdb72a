import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillOwnerBeyondCap, openCappedOwner } from "../../harness/capped-owner.js";
import { listKeys } from "../../harness/operations.js";

const OPTIONS = { neighbours: "other-owner" } as const;

export const ownerEviction: Group = {
  title: "Eviction from an owner",
  cases: [
    createCase(
      "KS-CAP-2",
      "evict-oldest drops the owner's oldest evictable entry, of whichever namespace",
      async (harness) => {
        const { a, b } = await openCappedOwner(harness, "evict-oldest");
        await a.register("x", 1);
        await b.register("y", 1);
        await a.register("z", 1);
        await a.register("x", 2);
        await b.register("w", 1);
        same([listKeys(await a.entries()), listKeys(await b.entries())], [["z", "x"], ["w"]], "the keys");
      },
      OPTIONS,
    ),
    createCase(
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
        same([listKeys(await kept.entries()), listKeys(await evicted.entries())], [["x", "z", "w"], []], "the keys");
        await failsWith("LIMIT_EXCEEDED", () => evicted.register("v", 1), "register");
        same(
          [listKeys(await kept.entries()), listKeys(await evicted.entries())],
          [["x", "z", "w"], []],
          "the keys after a refusal",
        );
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "a lowered limit with evict-oldest is met by the next new entry",
      async (harness) => {
        await fillOwnerBeyondCap(harness);
        const narrow = await harness.open({ limits: { maxEntriesPerOwner: 2 }, ownerOverflow: "evict-oldest" });
        const [a, b] = [
          harness.keyed(narrow, { namespace: "a", maxEntries: 2 }),
          harness.keyed(narrow, { namespace: "b", maxEntries: 2 }),
        ];
        await a.register("v", 1);
        same([listKeys(await a.entries()), listKeys(await b.entries())], [["v"], ["w"]], "the keys");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-2",
      "an eviction by the owner is an event, and filling an owner that refuses is one",
      async (harness) => {
        const { open, keyed, events } = harness;
        const evicting = await openCappedOwner(harness, "evict-oldest");
        for (const key of ["x", "y"]) await evicting.a.register(key, 1);
        for (const key of ["z", "w"]) await evicting.b.register(key, 1);
        await evicting.store.close();
        const refusing = await open({ limits: { maxEntriesPerOwner: 10 } });
        const many = keyed(refusing, { owner: "filling", maxEntries: 10 });
        for (let index = 0; index < 10; index++) await many.register(`${index}`, 1);
        await refusing.flush();
        same(
          events.filter(({ type }) => type === "evicted" || type === "near-full"),
          [
            { type: "evicted", owner: "owner", namespace: "a", count: 1, cap: "owner" },
            { type: "near-full", owner: "filling", entries: 9, maxEntries: 10 },
          ],
          "the events",
        );
      },
      { neighbours: "none" },
    ),
  ],
};
