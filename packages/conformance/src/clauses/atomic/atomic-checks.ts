import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys, requireEntry } from "../../harness/operations.js";
import { openTwoNamespaces } from "../../harness/two-namespaces.js";

const OPTIONS = { faces: "store" } as const;

export const atomicChecks: Group = {
  title: "Checks in atomic steps",
  cases: [
    createCase(
      "KS-ATOM-4",
      "a check that does not hold stops everything and is no error",
      async (harness) => {
        const { a, b, begin } = await openTwoNamespaces(harness);
        await a.register("key", 1);
        const { version } = await requireEntry(a, "key");
        const before = await a.entries();
        for (const [key, expected] of [
          ["key", null],
          ["key", version + 1],
          ["missing", version],
        ] as const) {
          const result = await begin()
            .register(b, "x", 1)
            .delete(a, "key")
            .consume(a, "key")
            .check(a, key, expected)
            .commit();
          same(result, { committed: false }, `the result of checking ${key} for ${expected}`);
        }
        same([await a.entries(), await b.count()], [before, 0], "the entries");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "every check sees the state before the first step, wherever it stands",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness);
        await a.register("key", 1);
        const { version } = await requireEntry(a, "key");
        const result = await begin()
          .register(a, "new", 1)
          .delete(a, "key")
          .check(a, "key", version)
          .check(a, "new", null)
          .commit();
        same(result, { committed: true, values: [] }, "the result");
        same(listKeys(await a.entries()), ["new"], "the keys");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "an expired entry is absent for checks and steps",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness, { maxEntries: 1, overflow: "reject-new" });
        await a.register("key", 1, { ttlMs: 10 });
        const { version } = await requireEntry(a, "key");
        harness.clock.advance(10);
        same(
          await begin().check(a, "key", version).commit(),
          { committed: false },
          "the result of checking its version",
        );
        const result = await begin()
          .check(a, "key", null)
          .consume(a, "key")
          .delete(a, "key")
          .register(a, "other", 1)
          .commit();
        same(result, { committed: true, values: [undefined] }, "the result");
      },
      OPTIONS,
    ),
  ],
};
