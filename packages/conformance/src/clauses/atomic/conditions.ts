import { same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { requireEntry } from "../../harness/operations.js";

export const conditions: Group = {
  title: "Conditions and many keys",
  cases: [
    createCase(
      "KS-ATOM-1",
      "lookupMany is of one point in time, by position, duplicates kept",
      async ({ openFresh }) => {
        const store = await openFresh();
        await store.register("a", 1);
        await store.register("b", null);
        same(await store.lookupMany(["b", "missing", "a", "a"]), [null, undefined, 1, 1], "the values");
        same(await store.lookupMany([]), [], "the values of no keys");
      },
    ),
    createCase("KS-ATOM-1", "lookupMany takes 10,000 keys and not one more", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("9999", "last");
      const many = Array.from({ length: 10_000 }, (_, index) => `${index}`);
      const values = await store.lookupMany(many);
      same([values.length, values[9999], values[0]], [10_000, "last", undefined], "the values");
      await failsWith("INVALID_INPUT", () => store.lookupMany([...many, "x"]), "lookupMany");
      for (const wrong of ["keys", null, undefined, { length: 1 }]) {
        await failsWith("INVALID_INPUT", () => store.lookupMany(wrong as unknown as string[]), "lookupMany");
      }
    }),
    createCase("KS-ATOM-1", "compareAndSet and delete go by the version and by nothing else", async ({ openFresh }) => {
      const store = await openFresh();
      same(await store.compareAndSet("key", 1, "x"), false, "compareAndSet of a version where nothing is");
      same(await store.compareAndSet("key", null, "x"), true, "compareAndSet expecting absence");
      same(await store.compareAndSet("key", null, "y"), false, "compareAndSet expecting absence of what is there");
      const { version } = await requireEntry(store, "key");
      same(await store.compareAndSet("key", version, "y"), true, "compareAndSet of the version");
      same(await store.compareAndSet("key", version, "z"), false, "compareAndSet of the version before");
      same(await store.delete("key", { ifVersion: version }), false, "delete of the version before");
      same(await store.lookup("key"), "y", "the value");
      same(
        await store.delete("key", { ifVersion: (await requireEntry(store, "key")).version }),
        true,
        "delete of the version",
      );
    }),
    createCase(
      "KS-ERR-2",
      "an update that loses a hundred races is CONFLICT, retryable, and writes nothing",
      async ({ open }) => {
        const store = await open();
        const rival = store.openSyncKeyedStore<number>(fillNamespaceOptions());
        let asked = 0;
        const losing = (current: number | undefined): number => {
          rival.register("key", ++asked);
          return (current ?? 0) - 1000;
        };
        const error = await failsWith(
          "CONFLICT",
          () => store.openKeyedStore<number>(fillNamespaceOptions()).update("key", losing),
          "update",
        );
        same(
          [error.retryable, asked, rival.lookup("key")],
          [true, 100, 100],
          "retryable, how often it was tried, the value",
        );
        await failsWith("CONFLICT", () => rival.update("key", losing), "update");
        same(asked, 200, "how often both were tried");
      },
      { faces: "store", needs: ["synchronous"] },
    ),
  ],
};
