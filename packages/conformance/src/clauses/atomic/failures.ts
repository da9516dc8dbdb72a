import { catchError, ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";

export const failures: Group = {
  title: "Failed operations",
  cases: [
    createCase("KS-ATOM-2", "a failed operation changed nothing", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 2, overflow: "reject-new" });
      await store.register("a", 1, { ttlMs: 100 });
      await store.register("b", 1);
      const before = await store.entries();
      await failsWith("LIMIT_EXCEEDED", () => store.register("c", 1), "register");
      await failsWith("LIMIT_EXCEEDED", () => store.register("a", "x".repeat(70_000)), "register");
      await failsWith("INVALID_INPUT", () => store.register("a", Number.NaN), "register");
      await failsWith("INVALID_INPUT", () => store.register("a", 2, { ttlMs: -1 }), "register");
      await failsWith("INVALID_INPUT", () => store.touch("a", { ttlMs: 0 }), "touch");
      await failsWith("INVALID_INPUT", () => store.lookupMany(["a", ""]), "lookupMany");
      same(await store.entries(), before, "the entries");
    }),
    createCase(
      "KS-ATOM-2",
      "what the function of update throws is passed on as it is, and nothing is written",
      async ({ openFresh }) => {
        const store = await openFresh();
        await store.register("key", 1);
        const thrown = new RangeError("the caller's own");
        const got = await catchError(
          () =>
            store.update("key", () => {
              throw thrown;
            }),
          "update",
        );
        ok(got === thrown, "another error was thrown");
        same(await store.lookup("key"), 1, "the value");
      },
    ),
    createCase(
      "KS-ATOM-2",
      "update writes nothing where its function gives undefined or a promise, or is no function",
      async ({ openFresh }) => {
        const store = await openFresh();
        same(await store.update("key", () => undefined), false, "update with undefined");
        await failsWith("INVALID_INPUT", () => store.update("key", async () => 1), "update");
        for (const wrong of [undefined, null, 1, {}]) {
          await failsWith("INVALID_INPUT", () => store.update("key", wrong as () => 1), "update");
        }
        same(await store.count(), 0, "the number of entries");
        same(await store.update("key", (current) => (current === undefined ? "new" : "wrong")), true, "update");
        same(await store.lookup("key"), "new", "the value");
      },
    ),
    createCase("KS-ATOM-2", "a version that is none is refused", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("key", 1);
      for (const wrong of [undefined, "1", 1.5, Number.NaN, {}, true]) {
        await failsWith("INVALID_INPUT", () => store.compareAndSet("key", wrong as number, 2), "compareAndSet");
        if (wrong !== undefined)
          await failsWith("INVALID_INPUT", () => store.delete("key", { ifVersion: wrong as number }), "delete");
      }
      same(await store.lookup("key"), 1, "the value");
    }),
    createCase("KS-ATOM-5", "operations issued together succeed or fail one by one", async ({ openFresh }) => {
      const store = await openFresh({ maxEntries: 2, overflow: "reject-new" });
      const settled = await Promise.allSettled([
        store.register("a", 1),
        store.register("b", 1),
        store.register("c", 1),
        store.register("a", 2),
        store.register("b", Number.NaN),
        store.delete("b"),
        store.register("d", 1),
        store.registerIfAbsent("e", 1),
      ]);
      same(
        settled.map((each) => each.status === "fulfilled"),
        [true, true, false, true, false, true, true, false],
        "which succeeded",
      );
      same(
        (await store.entries()).map(({ key, value }) => [key, value]),
        [
          ["a", 2],
          ["d", 1],
        ],
        "the entries",
      );
    }),
  ],
};
