import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { requireEntry } from "../../harness/operations.js";

const CALLERS = 20;
const callers = Array.from({ length: CALLERS }, (_, index) => index);

// Falsy values: some stores took an empty answer for "nothing there" and left the entry behind, or gave it twice.
const VALUES: readonly unknown[] = ["", 0, false, null, "text", {}, []];

export const races: Group = {
  title: "Races",
  cases: [
    createCase(
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
      createCase(
        "KS-ATOM-1",
        `of many consumers exactly one gets ${JSON.stringify(value)}`,
        async ({ open, keyed }) => {
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
        },
      ),
    ),
    createCase("KS-ATOM-1", "five callers who count up by ten with update make fifty", async ({ open, keyed }) => {
      const handles = [keyed<number>(await open()), keyed<number>(await open())] as const;
      const count = async (caller: number): Promise<void> => {
        for (let step = 0; step < 10; step++)
          await handles[caller % 2 === 0 ? 0 : 1].update("counter", (current) => (current ?? 0) + 1);
      };
      await Promise.all([0, 1, 2, 3, 4].map(count));
      same(await handles[0].lookup("counter"), 50, "the counter");
    }),
    createCase("KS-ATOM-1", "of many compareAndSet on one version exactly one wins", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("key", "before");
      const { version } = await requireEntry(store, "key");
      const won = await Promise.all(callers.map((caller) => store.compareAndSet("key", version, caller)));
      same(won.filter(Boolean).length, 1, "the number of winners");
      same(await store.lookup("key"), won.indexOf(true), "the value");
    }),
    createCase("KS-ATOM-1", "of many deletes exactly one says that it deleted", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("key", 1);
      const { version } = await requireEntry(store, "key");
      const conditional = await Promise.all(callers.map(() => store.delete("key", { ifVersion: version })));
      same(conditional.filter(Boolean).length, 1, "the number of conditional winners");
      await store.register("key", 1);
      same(
        (await Promise.all(callers.map(() => store.delete("key")))).filter(Boolean).length,
        1,
        "the number of winners",
      );
    }),
  ],
};
