import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys } from "../../harness/operations.js";

const UNCAPPED = { maxEntries: Number.POSITIVE_INFINITY, overflow: "reject-new" } as const;

export const uncapped: Group = {
  title: "Namespaces without a cap",
  cases: [
    createCase("KS-CAP-6", "without a cap nothing is evicted and nothing refused", async ({ openFresh }) => {
      const store = await openFresh(UNCAPPED);
      const keys = Array.from({ length: 1_100 }, (_, index) => `${index}`);
      await Promise.all(keys.map((key) => store.register(key, 1)));
      same(await store.keys(), keys, "the keys");
      await store.register("0", 2);
      same([await store.count(), await store.lookup("0")], [1_100, 2], "the entries when one was written over");
    }),
    createCase("KS-CAP-6", "an uncapped namespace goes with reject-new alone", async ({ open, keyed }) => {
      const store = await open();
      for (const overflow of [undefined, "evict-oldest"] as const) {
        const options = { maxEntries: Number.POSITIVE_INFINITY, overflow };
        const error = await failsWith("INVALID_INPUT", () => keyed(store, options), "open");
        expectMentions(error.message, ["maxEntries", "Infinity", "reject-new"], "the message");
      }
      for (const maxEntries of [Number.NEGATIVE_INFINITY, Number.NaN]) {
        await failsWith("INVALID_INPUT", () => keyed(store, { ...UNCAPPED, maxEntries }), "open");
      }
      await failsWith(
        "INVALID_INPUT",
        () => keyed(store, { overflow: "reject-new", maxEntries: undefined as never }),
        "open",
      );
    }),
    createCase(
      "KS-CAP-6",
      "the owner's quota refuses also there, and evicts nothing of it",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 3 }, ownerOverflow: "evict-oldest" });
        const endless = keyed(store, { ...UNCAPPED, namespace: "endless" });
        const other = keyed(store, { namespace: "other", maxEntries: 2 });
        await other.register("x", 1);
        for (const key of ["a", "b", "c"]) await endless.register(key, 1);
        same([listKeys(await endless.entries()), await other.count()], [["a", "b", "c"], 0], "what is left of both");
        await failsWith("LIMIT_EXCEEDED", () => endless.register("d", 1), "register");
        await failsWith("LIMIT_EXCEEDED", () => other.register("y", 1), "register");
        same(await endless.keys(), ["a", "b", "c"], "the keys after what was refused");
      },
      { neighbours: "other-owner" },
    ),
    createCase("KS-CAP-6", "opened again it is the same, and with a cap another", async ({ open, keyed }) => {
      const store = await open();
      await keyed(store, UNCAPPED).register("a", 1);
      await keyed(await open(), UNCAPPED).register("b", 1);
      const error = await failsWith("INVALID_INPUT", () => keyed(store, { ...UNCAPPED, maxEntries: 5 }), "open");
      expectMentions(error.message, ["maxEntries Infinity", "5"], "the message");
      const capped = keyed(store, { maxEntries: 2, overflow: "reject-new", redefine: true });
      await failsWith("LIMIT_EXCEEDED", () => capped.register("c", 1), "register");
      same(await capped.keys(), ["a", "b"], "the keys");
    }),
    createCase("KS-CAP-6", "what has expired is gone also there", async ({ openFresh, clock }) => {
      const store = await openFresh(UNCAPPED);
      for (let round = 0; round < 5; round++) {
        const keys = Array.from({ length: 40 }, (_, index) => `${round} ${index}`);
        for (const key of keys) await store.register(key, 1, { ttlMs: 10 });
        same(await store.keys(), keys, `the keys of round ${round}`);
        clock.advance(10);
      }
      same(await store.count(), 0, "the number of entries");
    }),
  ],
};
