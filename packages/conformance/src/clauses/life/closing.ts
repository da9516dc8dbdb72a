import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import type { Value } from "../../harness/harness.js";
import { listKeys } from "../../harness/operations.js";
import { hasFiles } from "../../under-test/has-files.js";

const ALONE = { faces: "store", neighbours: "none" } as const;

export const closing: Group = {
  title: "Closing",
  cases: [
    createCase(
      "KS-LIFE-1",
      "close completes what was issued before it",
      async ({ open }) => {
        const store = await open();
        const keyed = store.openKeyedStore<Value>(fillNamespaceOptions());
        const issued = [
          ...Array.from({ length: 50 }, (_, index) => keyed.register(`${index}`, index)),
          keyed.update("updated", () => 1),
          keyed.consume("0"),
          store.owner("owner").atomic().register(keyed, "atomic", 1).commit(),
          keyed.count(),
          store.flush(),
        ];
        const closed = store.close();
        same(
          (await Promise.allSettled(issued)).filter((each) => each.status === "rejected"),
          [],
          "the refused operations",
        );
        await closed;
        const again = (await open()).openKeyedStore<Value>(fillNamespaceOptions());
        const expected = [...Array.from({ length: 49 }, (_, index) => `${index + 1}`), "updated", "atomic"];
        same(listKeys(await again.entries()), expected, "the keys after reopening");
      },
      ALONE,
    ),
    createCase(
      "KS-LIFE-1",
      "close is idempotent, also while it closes, and is what disposing does",
      async ({ open }) => {
        const store = await open();
        await Promise.all([store.close(), store.close()]);
        await store.close();
        const other = await open();
        await other[Symbol.asyncDispose]();
        await other.close();
      },
      ALONE,
    ),
    createCase(
      "KS-LIFE-1",
      "one store's close leaves another on the same file at work",
      async ({ open, keyed }) => {
        const [one, two] = [await open(), await open()];
        const [first, second] = [keyed(one), keyed(two)];
        await first.register("key", 1);
        const [, , value] = await Promise.all([first.register("key", 2), one.close(), second.lookup("key")]);
        same(value, 2, "what the other store sees");
        await second.register("other", 1);
        await two.close();
        same(await keyed(await open()).count(), 2, "the number of entries after reopening");
      },
      { neighbours: "none" },
    ),
    createCase(
      "KS-LIFE-1",
      "the last to close leaves the database file alone",
      async ({ open, keyed, directory, host: { files } }) => {
        const [one, two] = [await open(), await open()];
        for (let index = 0; index < 50; index++) await keyed(one).register(`${index}`, "x".repeat(1000));
        await keyed(two).clear();
        await one.close();
        await two.close();
        same(await files.listFiles(directory), ["state.sqlite"], "the files left");
      },
      { needs: ["files"], neighbours: "none" },
    ),
    createCase(
      "KS-LIFE-3",
      "what was written before a close is there on the next open, with its times and versions",
      async ({ open, keyed, clock }) => {
        const before = await open();
        const keyedBefore = keyed(before, { defaultTtlMs: 1000 });
        await keyedBefore.register("a", { deep: [1, null, "\u{1f600}"] });
        clock.advance(5);
        await keyedBefore.register("b", 0, { ttlMs: null });
        await keyedBefore.register("c", "short", { ttlMs: 1 });
        clock.advance(1);
        const entries = await keyedBefore.entries();
        await before.close();
        same(await keyed(await open(), { defaultTtlMs: 1000 }).entries(), entries, "the entries");
      },
    ),
    createCase(
      "KS-SEC-2",
      "a file name chosen by the user is used, and one that leaves the directory refused",
      async ({ open, keyed, directory, backend, host: { files } }) => {
        const store = await open({ fileName: "my data.db" });
        await keyed(store).register("key", 1);
        await store.close();
        if (hasFiles(backend)) same(await files.listFiles(directory), ["my data.db"], "the files left");
        same(await keyed(await open({ fileName: "my data.db" })).lookup("key"), 1, "the value");
        for (const fileName of ["", ".", "..", "../x", "a/b", "a\\b", "a\u0000", "/x", 1, null]) {
          await failsWith("INVALID_INPUT", () => open({ fileName: fileName as string }), "open");
        }
      },
      { needs: ["directory"], neighbours: "none" },
    ),
  ],
};
