import type { Entry, KeyedStore, Modification } from "@keyed-store/core";
import { catchError, expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { requireEntry } from "../../harness/operations.js";

type Answer = Modification<number> | null | undefined;

/** What another one does to the entry "key", whose value is 1, while `fn` runs; and what `fn` finds when it runs again. */
const MEANWHILE: readonly (readonly [
  name: string,
  act: (store: KeyedStore<number>) => unknown,
  found: number | undefined,
])[] = [
  ["written", (store) => store.register("key", 2), 2],
  ["written with the same value", (store) => store.register("key", 1), 1],
  ["touched", (store) => store.touch("key", { ttlMs: 77 }), 1],
  ["removed", (store) => store.delete("key"), undefined],
];

/** What `fn` may answer. */
const ANSWERS: readonly Answer[] = [{ value: 10 }, null, undefined];

export const modifications: Group = {
  title: "Modifications",
  cases: [
    createCase(
      "KS-ATOM-7",
      "it writes, deletes or leaves what it was given, and gives what is there afterwards",
      async ({ openFresh, clock }) => {
        const store = await openFresh<number>({ defaultTtlMs: 50 });
        const seen: (Entry<number> | undefined)[] = [];
        const modify = (answer: Answer) =>
          store.modify("key", (entry) => {
            seen.push(entry);
            return answer;
          });
        same(await modify(undefined), undefined, "leaving nothing");
        same(await modify(null), undefined, "deleting nothing");
        const first = await modify({ value: 1 });
        same(
          first,
          { key: "key", value: 1, createdAt: TEST_EPOCH, expiresAt: TEST_EPOCH + 50, version: first?.version },
          "the first",
        );
        clock.advance(10);
        const second = await modify({ value: 2 });
        const expected = {
          key: "key",
          value: 2,
          createdAt: TEST_EPOCH + 10,
          expiresAt: TEST_EPOCH + 50,
          version: second?.version,
        };
        same(second, expected, "the second, whose expiry is kept");
        same(await modify(undefined), second, "what was left");
        same((await modify({ value: 3, ttlMs: 7 }))?.expiresAt, TEST_EPOCH + 17, "a new time");
        same((await modify({ value: 4, expiresAt: TEST_EPOCH + 40 }))?.expiresAt, TEST_EPOCH + 40, "an instant");
        same((await modify({ value: 5, ttlMs: null }))?.expiresAt, undefined, "never");
        const sixth = await modify({ value: 6, ttlMs: undefined });
        same([sixth?.expiresAt, await store.lookupEntry("key")], [undefined, sixth], "never, kept, and what is there");
        same(await modify(null), undefined, "deleting");
        same(await store.count(), 0, "the number of entries");
        same(
          seen.map((entry) => entry?.value),
          [undefined, undefined, undefined, 1, 2, 2, 3, 4, 5, 6],
          "what it was given",
        );
        same([seen[4], seen[5]], [second, second], "the entry that it was given");
      },
    ),
    createCase("KS-ATOM-7", "callers who count up together lose nothing", async ({ open, keyed }) => {
      const handles = [keyed<number>(await open()), keyed<number>(await open())] as const;
      const count = async (caller: number): Promise<void> => {
        for (let step = 0; step < 10; step++)
          await handles[caller % 2 === 0 ? 0 : 1].modify("counter", (entry) => ({ value: (entry?.value ?? 0) + 1 }));
      };
      await Promise.all([0, 1, 2, 3, 4].map(count));
      same(await handles[0].lookup("counter"), 50, "the counter");
    }),
    ...MEANWHILE.flatMap(([name, act, found]) =>
      ANSWERS.map((answer) =>
        createCase(
          "KS-ATOM-7",
          `what is ${name} meanwhile makes it run again, before it answers ${JSON.stringify(answer)}`,
          async ({ open, keyed }) => {
            const store = await open();
            const rival = store.openSyncKeyedStore<number>(fillNamespaceOptions());
            const modifying = keyed<number>(await open());
            await modifying.register("key", 1);
            const seen: (number | undefined)[] = [];
            const given = await modifying.modify("key", (entry) => {
              seen.push(entry?.value);
              if (seen.length === 1) act(rival as unknown as KeyedStore<number>);
              return answer;
            });
            same(seen, [1, found], "what it was given");
            const there = await modifying.lookupEntry("key");
            same(given, there, "what it gave, by what is there");
            same(there?.value, answer === undefined ? found : answer?.value, "the value");
            if (name === "touched" && answer !== null) same(there?.expiresAt, TEST_EPOCH + 77, "the kept expiry");
          },
          { needs: ["synchronous"] },
        ),
      ),
    ),
    ...ANSWERS.map((answer) =>
      createCase(
        "KS-ATOM-7",
        `what expires meanwhile counts as changed, before it answers ${JSON.stringify(answer)}`,
        async ({ openFresh, clock }) => {
          const store = await openFresh<number>();
          await store.register("key", 1, { ttlMs: 10 });
          const seen: (number | undefined)[] = [];
          const given = await store.modify("key", (entry) => {
            seen.push(entry?.value);
            if (seen.length === 1) clock.advance(10);
            return answer;
          });
          same(seen, [1, undefined], "what it was given");
          same([given?.value, given?.expiresAt], [answer?.value, undefined], "what it gave");
          same(await store.lookupEntry("key"), given, "what is there");
        },
      ),
    ),
    createCase("KS-ATOM-7", "a bad answer is refused, and nothing has changed", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("key", 1, { ttlMs: 5 });
      const before = await store.entries();
      const wrong: readonly (readonly [answer: unknown, named: string])[] = [
        [5, "fn"],
        [[1], "fn"],
        [{}, "value"],
        [{ value: undefined }, "value"],
        [{ ttlMs: 5 }, "value"],
        [{ value: 1, ttl: 5 }, "ttlMs"],
        [{ value: 1, ttlMs: 0 }, "ttlMs"],
        [{ value: 1, ttlMs: 5, expiresAt: 5 }, "expiresAt"],
        [{ value: Number.NaN }, "NaN"],
        [Promise.resolve({ value: 1 }), "promise"],
      ];
      for (const [answer, named] of wrong) {
        const error = await failsWith(
          "INVALID_INPUT",
          () => store.modify("key", () => answer as { value: 1 }),
          "modify",
        );
        expectMentions(error.message, [named], "the message");
      }
      await failsWith("INVALID_INPUT", () => store.modify("key", undefined as unknown as () => null), "modify");
      const mine = new Error("mine");
      same(
        await catchError(
          () =>
            store.modify("key", () => {
              throw mine;
            }),
          "modify",
        ),
        mine,
        "what fn threw",
      );
      same(await store.entries(), before, "the entries");
    }),
    createCase(
      "KS-ATOM-7",
      "after a hundred lost races it is CONFLICT, and writes nothing",
      async ({ open, keyed }) => {
        const store = await open();
        const rival = store.openSyncKeyedStore<number>(fillNamespaceOptions());
        let asked = 0;
        const losing = (): Answer => {
          rival.register("key", ++asked);
          return { value: -1 };
        };
        await failsWith("CONFLICT", () => keyed<number>(store).modify("key", losing), "modify");
        same([asked, rival.lookup("key")], [100, 100], "how often it was tried, and the value");
      },
      { needs: ["synchronous"] },
    ),
    createCase("KS-ATOM-7", "a new key counts for the caps, one that is there does not", async ({ openFresh }) => {
      const store = await openFresh<number>({ overflow: "reject-new", maxEntries: 1 });
      await store.modify("a", () => ({ value: 1 }));
      await failsWith("LIMIT_EXCEEDED", () => store.modify("b", () => ({ value: 1 })), "modify");
      await store.modify("a", ({ value = 0 } = { value: 0 } as Entry<number>) => ({ value: value + 1 }));
      same((await requireEntry(store, "a")).value, 2, "the value");
    }),
  ],
};
