import type { RestoreRecord } from "@keyed-store/core";
import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { listKeys, requireEntry } from "../../harness/operations.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const restore: Group = {
  title: "Restoring",
  cases: [
    createCase(
      "KS-ORDER-1",
      "restored entries keep their times, and only newer ones replace",
      async ({ open, clock }) => {
        const store = await open();
        const keyed = store.openKeyedStore(fillNamespaceOptions());
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
        const restored = await requireEntry(keyed, "new");
        const times = { createdAt: TEST_EPOCH - 50, expiresAt: TEST_EPOCH + 50 };
        same(restored, { key: "new", value: { a: 1 }, ...times, version: restored.version }, "the restored entry");
        same((await requireEntry(keyed, "older")).value, "newer", "the value of the replaced entry");
      },
      ALONE,
    ),
    createCase(
      "KS-TTL-4",
      "an expired entry under the restored key takes no room, and gives none twice",
      async ({ open, clock }) => {
        const store = await open();
        const keyed = store.openKeyedStore(fillNamespaceOptions({ maxEntries: 3 }));
        for (const key of ["a", "b"]) await keyed.register(key, 1);
        await keyed.register("c", 1, { ttlMs: 1 });
        clock.advance(1);
        const record = { key: "c", value: 2, createdAt: TEST_EPOCH };
        const restore = (maxEntries: number) => store.owner("owner").restore("namespace", [record], { maxEntries });
        same(await restore(2), ["full"], "the result where the others fill the namespace");
        same(await restore(3), ["restored"], "the result where they leave room");
      },
      ALONE,
    ),
    createCase(
      "KS-CAP-1",
      "restoring evicts nothing: what does not fit is full",
      async ({ open }) => {
        const store = await open({ limits: { maxEntriesPerOwner: 5 } });
        const keyed = store.openKeyedStore(fillNamespaceOptions({ maxEntries: 3 }));
        await keyed.register("a", 1);
        const records = ["b", "c", "d", "a"].map((key, index) => ({ key, value: key, createdAt: TEST_EPOCH + index }));
        same(
          await store.owner("owner").restore("namespace", records),
          ["restored", "restored", "full", "restored"],
          "the results",
        );
        same(listKeys(await keyed.entries()).sort(), ["a", "b", "c"], "the keys");
        const wider = await store.owner("owner").restore("another", records.slice(0, 3), { maxEntries: 3 });
        same(wider, ["restored", "restored", "full"], "the results up to the owner's limit");
      },
      ALONE,
    ),
    createCase(
      "KS-ATOM-2",
      "a record that is not sound restores none",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore(fillNamespaceOptions());
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
