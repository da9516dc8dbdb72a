import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys } from "../../harness/operations.js";
import { openTwoNamespaces } from "../../harness/two-namespaces.js";

const OPTIONS = { faces: "store" } as const;

export const atomicCaps: Group = {
  title: "Caps and atomic steps",
  cases: [
    createCase(
      "KS-ATOM-4",
      "a limit rejects, and nothing has changed",
      async (harness) => {
        const { a, b, begin } = await openTwoNamespaces(harness, { maxEntries: 2, overflow: "reject-new" });
        await a.register("x", 1);
        await a.register("y", 1);
        const before = await a.entries();
        await failsWith("LIMIT_EXCEEDED", () =>
          begin().register(b, "new", 1).register(a, "x", 2).register(a, "z", 1).commit(),
        );
        same([await a.entries(), await b.count()], [before, 0], "the entries");
      },
      OPTIONS,
    ),
    createCase(
      "KS-ATOM-4",
      "caps are judged at the end: what a step frees, another may take, in either order",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness, { maxEntries: 1, overflow: "reject-new" });
        await a.register("x", 1);
        same(
          await begin().register(a, "y", 1).delete(a, "x").commit(),
          { committed: true, values: [] },
          "registering first",
        );
        same(
          await begin().consume(a, "y").register(a, "z", 1).commit(),
          { committed: true, values: [1] },
          "consuming first",
        );
        same(listKeys(await a.entries()), ["z"], "the keys");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CAP-1",
      "atomic steps evict the oldest others, and never what they wrote",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness, { maxEntries: 2 });
        await a.register("x", 1);
        await a.register("y", 1);
        await begin().register(a, "x", 2).register(a, "z", 1).commit();
        same(listKeys(await a.entries()), ["x", "z"], "the keys");
        await failsWith("LIMIT_EXCEEDED", () =>
          begin().register(a, "1", 1).register(a, "2", 1).register(a, "3", 1).commit(),
        );
        same(listKeys(await a.entries()), ["x", "z"], "the keys after more new ones than there can ever be room for");
      },
      OPTIONS,
    ),
  ],
};
