import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys, VALUE_OPERATIONS } from "../../harness/operations.js";

export const namespaceCaps: Group = {
  title: "Caps of a namespace",
  cases: [
    createCase(
      "KS-CAP-1",
      "reject-new refuses a new key, changes nothing, and names the limit",
      async ({ openFresh }) => {
        const store = await openFresh({ maxEntries: 2, overflow: "reject-new" });
        await store.register("a", 1);
        await store.register("b", 1);
        const before = await store.entries();
        for (const [operation, call] of Object.entries(VALUE_OPERATIONS)) {
          const error = await failsWith("LIMIT_EXCEEDED", () => call(store, "c", 1), operation);
          expectMentions(error.message, ["2", "maxEntries"], `the message of ${operation}`);
          same(
            [error.owner, error.namespace],
            ["owner", "namespace"],
            `owner and namespace of the error of ${operation}`,
          );
        }
        same(await store.entries(), before, "the entries");
        await store.delete("a");
        await store.register("c", 1);
        same(listKeys(await store.entries()), ["b", "c"], "the keys once there was room");
      },
    ),
    createCase(
      "KS-CAP-1",
      "an eviction is an event, and filling a refusing namespace is one",
      async ({ open, keyed, events }) => {
        const store = await open();
        const evicting = keyed(store, { namespace: "evicting", maxEntries: 2 });
        for (const key of ["a", "b", "c"]) await evicting.register(key, 1);
        const refusing = keyed(store, { namespace: "refusing", maxEntries: 10, overflow: "reject-new" });
        for (let index = 0; index < 10; index++) await refusing.register(`${index}`, 1);
        await store.flush();
        const told = events.filter((event) => event.type === "evicted" || event.type === "near-full");
        same(
          told,
          [
            { type: "evicted", owner: "owner", namespace: "evicting", count: 1, cap: "namespace" },
            { type: "near-full", owner: "owner", namespace: "refusing", entries: 9, maxEntries: 10 },
          ],
          "the events",
        );
      },
      { neighbours: "none" },
    ),
    createCase("KS-CAP-1", "maxEntries must be a whole number from 1", async ({ openFresh }) => {
      for (const maxEntries of [undefined, null, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5"]) {
        const error = await failsWith("INVALID_INPUT", () => openFresh({ maxEntries: maxEntries as number }), "open");
        expectMentions(error.message, ["maxEntries"], "the message");
      }
    }),
  ],
};
