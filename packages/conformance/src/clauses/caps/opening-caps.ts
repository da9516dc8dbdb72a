import type { StandardSchema } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { NamespaceOptions, Value } from "../../harness/harness.js";

function anything(): StandardSchema<unknown, Value> {
  return { "~standard": { version: 1, vendor: "conformance", validate: (value) => ({ value }) } };
}

const first = anything();
const BASE: NamespaceOptions<Value> = { maxEntries: 10, schema: first };
const OTHER: readonly NamespaceOptions<Value>[] = [
  { ...BASE, maxEntries: 11 },
  { ...BASE, defaultTtlMs: 5 },
  { ...BASE, overflow: "reject-new" },
  { ...BASE, undefinedFields: "drop" },
  { ...BASE, schema: anything() },
  { maxEntries: 10 },
];
const SAME: readonly NamespaceOptions<Value>[] = [
  BASE,
  { ...BASE, overflow: "evict-oldest" },
  { ...BASE, undefinedFields: "reject" },
  { ...BASE, defaultTtlMs: null },
  { ...BASE, defaultTtlMs: undefined },
];

export const openingCaps: Group = {
  title: "What may be opened",
  cases: [
    createCase(
      "KS-CAP-2",
      "over-committed is told once, when the caps of an owner's open namespaces add up to more",
      async ({ open, keyed, events }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 10 } });
        keyed(store, { namespace: "a", maxEntries: 5 });
        keyed(store, { namespace: "b", maxEntries: 5 });
        keyed(store, { owner: "another", maxEntries: 10 });
        await store.flush();
        same(
          events.filter((event) => event.type === "over-committed"),
          [],
          "the events when the sum is the limit",
        );
        keyed(store, { namespace: "c", maxEntries: 6 });
        keyed(store, { namespace: "d", maxEntries: 7 });
        await store.flush();
        const told = events.filter((event) => event.type === "over-committed");
        same(told, [{ type: "over-committed", owner: "owner", committed: 16, maxEntries: 10 }], "the events");
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-CAP-2",
      "a namespace without a cap over-commits an owner that has a quota, and no other",
      async ({ open, keyed, events }) => {
        const uncapped = { maxEntries: Number.POSITIVE_INFINITY, overflow: "reject-new" } as const;
        const free = await open();
        keyed(free, { ...uncapped, owner: "free" });
        const store = await open({ limits: { maxEntriesPerOwner: 10 } });
        keyed(store, { ...uncapped, namespace: "a" });
        keyed(store, { namespace: "b", maxEntries: 5 });
        keyed(store, { namespace: "a", maxEntries: 5, redefine: true });
        keyed(store, { namespace: "c", maxEntries: 1 });
        await store.flush();
        const told = events.flatMap((event) =>
          event.type === "over-committed" ? [[event.owner, event.committed]] : [],
        );
        const expected = [
          ["owner", Number.POSITIVE_INFINITY],
          ["owner", 11],
        ];
        same(told, expected, "the events");
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-CAP-3",
      "a maxEntries above the owner's limit is refused, saying which limit to raise",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 3 } });
        const error = await failsWith("INVALID_INPUT", () => keyed(store, { maxEntries: 4 }), "open");
        expectMentions(error.message, ["maxEntriesPerOwner", "3", "4"], "the message");
        await keyed(store, { maxEntries: 3 }).register("key", 1);
      },
      { neighbours: "other-owner" },
    ),
    createCase(
      "KS-CAP-5",
      "one namespace may be opened again with the same options, defaults written out or not",
      async ({ open, keyed }) => {
        const store = await open();
        for (const options of SAME) keyed(store, options);
        const again = await open();
        for (const options of SAME) keyed(again, options);
      },
    ),
    createCase(
      "KS-CAP-5",
      "opening a namespace with other options is refused, through any store on the file",
      async ({ open, keyed }) => {
        const store = await open();
        keyed(store, BASE);
        for (const each of [store, await open()]) {
          for (const options of OTHER) {
            const error = await failsWith("INVALID_INPUT", () => keyed(each, options), "open");
            expectMentions(error.message, ["namespace"], "the message");
          }
        }
      },
    ),
    createCase(
      "KS-CAP-5",
      "other options replace those before where they are to, and handles opened before keep theirs",
      async ({ open, keyed }) => {
        const store = await open();
        const before = keyed(store, BASE);
        for (const each of [store, await open()]) {
          for (const options of OTHER) {
            const error = await failsWith("INVALID_INPUT", () => keyed(each, options), "open");
            expectMentions(error.message, ["redefine: true"], "the message");
            const after = keyed(each, { ...options, redefine: true });
            await failsWith("INVALID_INPUT", () => keyed(each, BASE), "open");
            keyed(each, options);
            await after.register("after", "text");
            await before.register("before", "text");
            same([await before.lookup("after"), await after.lookup("before")], ["text", "text"], "what each wrote");
            keyed(each, { ...BASE, redefine: true });
          }
        }
        const small = keyed(store, { ...BASE, maxEntries: 2, redefine: true });
        await small.register("last", "text");
        same(await before.count(), 2, "the number of entries, by the new cap");
        await before.register("another", "text");
        same(await small.count(), 3, "the number of entries, by the cap of the handle that wrote");
        await failsWith("INVALID_INPUT", () => keyed(store, { ...BASE, redefine: 1 as never }), "open");
      },
    ),
    createCase("KS-CAP-5", "the options of another owner or namespace do not matter", async ({ open, keyed }) => {
      const store = await open();
      keyed(store, BASE);
      keyed(store, { maxEntries: 5, namespace: "another" });
      keyed(store, { maxEntries: 6, owner: "another" });
    }),
    createCase(
      "KS-CAP-5",
      "the synchronous and the asynchronous API go by the same options",
      async ({ open }) => {
        const store = await open();
        store.openKeyedStore(fillNamespaceOptions({ maxEntries: 5 }));
        store.openSyncKeyedStore(fillNamespaceOptions({ maxEntries: 5 }));
        await failsWith(
          "INVALID_INPUT",
          () => store.openSyncKeyedStore(fillNamespaceOptions({ maxEntries: 6 })),
          "open",
        );
      },
      { faces: "store", needs: ["synchronous"] },
    ),
    createCase(
      "KS-CAP-5",
      "when the last store that had it open is closed, other options may come",
      async ({ open, keyed }) => {
        const [one, two] = [await open(), await open()];
        keyed(one, BASE);
        keyed(two, BASE);
        await one.close();
        await failsWith("INVALID_INPUT", () => keyed(two, { maxEntries: 11 }), "open");
        await two.close();
        keyed(await open(), { maxEntries: 11 });
      },
      { neighbours: "none" },
    ),
  ],
};
