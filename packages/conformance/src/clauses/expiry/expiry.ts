import type { KeyedStore } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import type { Value } from "../../harness/harness.js";
import { collectEntries, listKeys, requireEntry } from "../../harness/operations.js";

/** What each operation says of the entry "key", whose value is 1, while it lives and when it is gone. */
const VIEWS: readonly (readonly [
  name: string,
  view: (store: KeyedStore<Value>, version: number) => Promise<unknown>,
  live: unknown,
  gone: unknown,
])[] = [
  ["lookup", (store) => store.lookup("key"), 1, undefined],
  ["lookupEntry", async (store) => (await store.lookupEntry("key"))?.value, 1, undefined],
  ["lookupMany", (store) => store.lookupMany(["key", "key"]), [1, 1], [undefined, undefined]],
  ["count", (store) => store.count(), 1, 0],
  ["entries", async (store) => listKeys(await store.entries()), ["key"], []],
  ["iterate by age", async (store) => listKeys(await collectEntries(store.iterate())), ["key"], []],
  ["iterate by key", async (store) => listKeys(await collectEntries(store.iterate({ order: "key" }))), ["key"], []],
  ["update", async (store) => readByUpdate(store), 1, undefined],
  ["touch", (store) => store.touch("key", { ttlMs: 100 }), true, false],
  ["delete", (store) => store.delete("key"), true, false],
  ["delete of its version", (store, version) => store.delete("key", { ifVersion: version }), true, false],
  ["consume", (store) => store.consume("key"), 1, undefined],
  ["clear", (store) => store.clear(), 1, 0],
  ["registerIfAbsent", (store) => store.registerIfAbsent("key", 2), false, true],
  ["compareAndSet expecting absence", (store) => store.compareAndSet("key", null, 2), false, true],
  ["compareAndSet of its version", (store, version) => store.compareAndSet("key", version, 2), true, false],
];

async function readByUpdate(store: KeyedStore<Value>): Promise<unknown> {
  let seen: unknown = "update never asked";
  await store.update("key", (current) => {
    seen = current;
    return undefined;
  });
  return seen;
}

export const expiry: Group = {
  title: "Expiry",
  cases: [
    ...VIEWS.map(([name, view, live, gone]) =>
      createCase(
        "KS-TTL-2",
        `${name}: there in the last millisecond, gone in that of expiry`,
        async ({ openFresh, clock }) => {
          const store = await openFresh();
          await store.register("key", 1, { ttlMs: 10 });
          clock.advance(9);
          same(await view(store, (await requireEntry(store, "key")).version), live, "the last live millisecond");
          await store.register("key", 1, { ttlMs: 10 });
          const { version } = await requireEntry(store, "key");
          clock.advance(10);
          same(await view(store, version), gone, "the millisecond of expiry");
        },
      ),
    ),
    createCase(
      "KS-TTL-2",
      "usage, owners and clearing an owner count the living alone",
      async ({ open, keyed, clock }) => {
        const store = await open();
        const keyedStore = keyed(store);
        await keyedStore.register("short", 1, { ttlMs: 10 });
        await keyedStore.register("long", 1);
        clock.advance(10);
        const namespaces = [{ namespace: "namespace", entries: 1 }];
        const { entries, namespaces: used } = await store.owner("owner").usage();
        same([entries, used], [1, [{ namespace: "namespace", entries: 1, maxEntries: 100 }]], "usage");
        same(await store.owners(), [{ owner: "owner", entries: 1, namespaces }], "owners");
        same(await store.owner("owner").clear(), 1, "clear");
        same(await store.owners(), [], "owners of an empty store");
      },
      { neighbours: "none" },
    ),
  ],
};
