import { clause, type Group } from "../case.js";
import { same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import { entryOf } from "../harness/operations.js";

const CALLERS = 20;
const callers = Array.from({ length: CALLERS }, (_, index) => index);

// Falsy values: some stores took an empty answer for "nothing there" and left the entry behind, or gave it twice.
const VALUES: readonly unknown[] = ["", 0, false, null, "text", {}, []];

export const races: Group = {
  title: "Races",
  cases: [
    clause(
      "KS-ATOM-1",
      "of many registerIfAbsent exactly one wins, and its value is there",
      async ({ open, keyed }) => {
        const handles = [keyed(await open()), keyed(await open())] as const;
        const won = await Promise.all(
          callers.map((caller) => handles[caller % 2 === 0 ? 0 : 1].registerIfAbsent("key", caller)),
        );
        same(won.filter(Boolean).length, 1, "the number of winners");
        same(await handles[0].lookup("key"), won.indexOf(true), "the value");
      },
    ),
    ...VALUES.map((value) =>
      clause("KS-ATOM-1", `of many consumers exactly one gets ${JSON.stringify(value)}`, async ({ open, keyed }) => {
        const handles = [keyed(await open()), keyed(await open())] as const;
        await handles[0].register("key", value);
        const got = await Promise.all(callers.map((caller) => handles[caller % 2 === 0 ? 0 : 1].consume("key")));
        same(
          got.filter((each) => each !== undefined),
          [value],
          "what the consumers got",
        );
        same(await handles[1].lookupEntry("key"), undefined, "the entry after it was consumed");
        same(await handles[1].consume("key"), undefined, "what one more consumer gets");
      }),
    ),
    clause("KS-ATOM-1", "five callers who count up by ten with update make fifty", async ({ open, keyed }) => {
      const handles = [keyed<number>(await open()), keyed<number>(await open())] as const;
      const count = async (caller: number): Promise<void> => {
        for (let step = 0; step < 10; step++)
          await handles[caller % 2 === 0 ? 0 : 1].update("counter", (current) => (current ?? 0) + 1);
      };
      await Promise.all([0, 1, 2, 3, 4].map(count));
      same(await handles[0].lookup("counter"), 50, "the counter");
    }),
    clause("KS-ATOM-1", "of many compareAndSet on one version exactly one wins", async ({ fresh }) => {
      const store = await fresh();
      await store.register("key", "before");
      const { version } = await entryOf(store, "key");
      const won = await Promise.all(callers.map((caller) => store.compareAndSet("key", version, caller)));
      same(won.filter(Boolean).length, 1, "the number of winners");
      same(await store.lookup("key"), won.indexOf(true), "the value");
    }),
    clause("KS-ATOM-1", "of many deletes exactly one says that it deleted", async ({ fresh }) => {
      const store = await fresh();
      await store.register("key", 1);
      const { version } = await entryOf(store, "key");
      const conditional = await Promise.all(callers.map(() => store.delete("key", { ifVersion: version })));
      same(conditional.filter(Boolean).length, 1, "the number of conditional winners");
      await store.register("key", 1);
      same(
        (await Promise.all(callers.map(() => store.delete("key")))).filter(Boolean).length,
        1,
        "the number of winners",
      );
    }),
    clause("KS-ATOM-1", "lookupMany is of one point in time, by position, duplicates kept", async ({ fresh }) => {
      const store = await fresh();
      await store.register("a", 1);
      await store.register("b", null);
      same(await store.lookupMany(["b", "missing", "a", "a"]), [null, undefined, 1, 1], "the values");
      same(await store.lookupMany([]), [], "the values of no keys");
    }),
    clause("KS-ATOM-1", "lookupMany takes 10,000 keys and not one more", async ({ fresh }) => {
      const store = await fresh();
      await store.register("9999", "last");
      const many = Array.from({ length: 10_000 }, (_, index) => `${index}`);
      const values = await store.lookupMany(many);
      same([values.length, values[9999], values[0]], [10_000, "last", undefined], "the values");
      await failsWith("INVALID_INPUT", () => store.lookupMany([...many, "x"]), "lookupMany");
      for (const wrong of ["keys", null, undefined, { length: 1 }]) {
        await failsWith("INVALID_INPUT", () => store.lookupMany(wrong as unknown as string[]), "lookupMany");
      }
    }),
    clause("KS-ATOM-1", "compareAndSet and delete go by the version and by nothing else", async ({ fresh }) => {
      const store = await fresh();
      same(await store.compareAndSet("key", 1, "x"), false, "compareAndSet of a version where nothing is");
      same(await store.compareAndSet("key", null, "x"), true, "compareAndSet expecting absence");
      same(await store.compareAndSet("key", null, "y"), false, "compareAndSet expecting absence of what is there");
      const { version } = await entryOf(store, "key");
      same(await store.compareAndSet("key", version, "y"), true, "compareAndSet of the version");
      same(await store.compareAndSet("key", version, "z"), false, "compareAndSet of the version before");
      same(await store.delete("key", { ifVersion: version }), false, "delete of the version before");
      same(await store.lookup("key"), "y", "the value");
      same(
        await store.delete("key", { ifVersion: (await entryOf(store, "key")).version }),
        true,
        "delete of the version",
      );
    }),
  ],
};
