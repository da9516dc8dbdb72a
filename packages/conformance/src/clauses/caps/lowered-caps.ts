import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { listKeys } from "../../harness/operations.js";

export const loweredCaps: Group = {
  title: "Caps that were lowered",
  cases: [
    createCase("KS-CAP-1", "a lowered cap holds from the next entry that is added", async ({ open, keyed }) => {
      const wide = await open();
      for (const key of ["a", "b", "c", "d", "e"]) await keyed(wide, { maxEntries: 5 }).register(key, 1);
      await wide.close();
      const narrow = keyed(await open(), { maxEntries: 2 });
      same(await narrow.count(), 5, "the number of entries before any write");
      await narrow.register("f", 1);
      same(listKeys(await narrow.entries()), ["e", "f"], "the keys");
    }),
    createCase(
      "KS-CAP-1",
      "a lowered cap refuses new keys where reject-new was asked for, and no existing one",
      async ({ open, keyed }) => {
        const wide = await open();
        for (const key of ["a", "b", "c"]) await keyed(wide, { maxEntries: 5 }).register(key, 1);
        await wide.close();
        const narrow = keyed(await open(), { maxEntries: 2, overflow: "reject-new" });
        await failsWith("LIMIT_EXCEEDED", () => narrow.register("d", 1), "register");
        await narrow.register("a", 2);
        await narrow.delete("b");
        await failsWith("LIMIT_EXCEEDED", () => narrow.register("d", 1), "register");
        await narrow.delete("c");
        await narrow.register("d", 1);
        same(listKeys(await narrow.entries()), ["a", "d"], "the keys");
      },
    ),
  ],
};
