import type { RestoreRecord } from "@keyed-store/core";
import { clause, type Group } from "../case.js";
import { same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import { TEST_EPOCH } from "../harness/manual-clock.js";
import { entryOf, keysOf } from "../harness/operations.js";
import { space } from "../harness/space.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const ownerScope: Group = {
  title: "All of an owner",
  cases: [
    clause(
      "KS-ISO-1",
      "an owner's scope opens its namespaces, and clears them and no others",
      async ({ open, keyed }) => {
        const store = await open();
        for (const owner of ["a", "a.b", "A", "aa"]) {
          for (const namespace of ["x", "y"]) await keyed(store, { owner, namespace }).register("key", 1);
        }
        const scope = store.owner("a");
        same(scope.owner, "a", "the name of the scope");
        same(
          await scope.openKeyedStore({ namespace: "x", maxEntries: 100 }).lookup("key"),
          1,
          "the value through the scope",
        );
        same(await scope.clear(), 2, "the number of entries cleared");
        same(await scope.usage(), { entries: 0, maxEntries: 1000, namespaces: [] }, "usage");
        same(
          (await store.owners()).map(({ owner, entries }) => [owner, entries]),
          [
            ["A", 2],
            ["a.b", 2],
            ["aa", 2],
          ],
          "owners",
        );
      },
      { neighbours: "none" },
    ),
    clause(
      "KS-ISO-1",
      "usage and owners count exactly, in byte order",
      async ({ open, keyed }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 500 } });
        for (const [namespace, entries] of [
          ["b", 2],
          ["B", 1],
          ["a-b", 3],
        ] as const) {
          for (let index = 0; index < entries; index++) await keyed(store, { namespace }).register(`${index}`, 1);
        }
        await keyed(store, { namespace: "b" }).register("0", 2);
        await keyed(store, { namespace: "empty" }).register("gone", 1);
        await keyed(store, { namespace: "empty" }).delete("gone");
        const namespaces = [
          { namespace: "B", entries: 1 },
          { namespace: "a-b", entries: 3 },
          { namespace: "b", entries: 2 },
        ];
        same(await store.owner("owner").usage(), { entries: 6, maxEntries: 500, namespaces }, "usage");
        same(await store.owners(), [{ owner: "owner", entries: 6, namespaces }], "owners");
      },
      { neighbours: "none" },
    ),
    clause(
      "KS-ISO-1",
      "a scope binds its owner: another one is refused",
      async ({ open }) => {
        const scope = (await open()).owner("a");
        const options = { namespace: "x", maxEntries: 1, owner: "b" };
        await failsWith("INVALID_INPUT", () => scope.openKeyedStore(options), "open");
      },
      ALONE,
    ),
    clause(
      "KS-ORDER-1",
      "restored entries keep their times, and only newer ones replace",
      async ({ open, clock }) => {
        const store = await open();
        const keyed = store.openKeyedStore(space());
        clock.advance(-100);
        await keyed.register("older", "kept");
        clock.advance(100);
        const records: RestoreRecord[] = [
          { key: "new", value: { a: 1 }, createdAt: TEST_EPOCH - 50, expiresAt: TEST_EPOCH + 50 },
          { key: "older", value: "refused", createdAt: TEST_EPOCH - 101 },
          { key: "expired", value: 1, createdAt: TEST_EPOCH - 50, expiresAt: TEST_EPOCH },
          { key: "older", value: "newer", createdAt: TEST_EPOCH - 99, expiresAt: null },
        ];
        same(
          await store.owner("owner").restore("namespace", records),
          ["restored", "older", "expired", "restored"],
          "the results",
        );
        const { version, ...restored } = await entryOf(keyed, "new");
        const [times, value] = [{ createdAt: TEST_EPOCH - 50, expiresAt: TEST_EPOCH + 50 }, { a: 1 }];
        same(restored, { key: "new", value, ...times }, "the restored entry");
        same((await entryOf(keyed, "older")).value, "newer", "the value of the replaced entry");
      },
      ALONE,
    ),
    clause(
      "KS-CAP-1",
      "restoring evicts nothing: what does not fit is full",
      async ({ open }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 5 } });
        const keyed = store.openKeyedStore(space({ maxEntries: 3 }));
        await keyed.register("a", 1);
        const records = ["b", "c", "d", "a"].map((key, index) => ({ key, value: key, createdAt: TEST_EPOCH + index }));
        same(
          await store.owner("owner").restore("namespace", records),
          ["restored", "restored", "full", "restored"],
          "the results",
        );
        same(keysOf(await keyed.entries()).sort(), ["a", "b", "c"], "the keys");
        const wider = await store.owner("owner").restore("another", records.slice(0, 3), { maxEntries: 3 });
        same(wider, ["restored", "restored", "full"], "the results up to the owner's limit");
      },
      ALONE,
    ),
    clause(
      "KS-ATOM-2",
      "a record that is not sound restores none",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore(space());
        const good = { key: "good", value: 1, createdAt: TEST_EPOCH };
        const unsound: readonly unknown[] = [
          { ...good, key: "" },
          { ...good, value: Number.NaN },
          { ...good, createdAt: 1.5 },
          { ...good, expiresAt: "soon" },
          null,
        ];
        for (const bad of unsound) {
          const records = [good, bad] as RestoreRecord[];
          await failsWith("INVALID_INPUT", () => store.owner("owner").restore("namespace", records), "restore");
        }
        same(await keyed.count(), 0, "the number of entries");
      },
      ALONE,
    ),
  ],
};
