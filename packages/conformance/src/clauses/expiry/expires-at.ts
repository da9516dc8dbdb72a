import type { KeyedStore, WriteOptions } from "@keyed-store/core";
import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import type { Value } from "../../harness/harness.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { listKeys, requireEntry } from "../../harness/operations.js";
import { openTwoNamespaces } from "../../harness/two-namespaces.js";

const REFUSED: readonly unknown[] = [
  0.5,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "5",
  true,
  null,
  {},
  1n,
  8.64e15 + 1,
];

/** Each operation that takes an expiry, on the entry "key" of that version, and what it answers. */
type Call = (store: KeyedStore<Value>, version: number, expiry: WriteOptions) => Promise<unknown>;
const CALLS: Readonly<Record<string, readonly [call: Call, answerOfPast: unknown]>> = {
  register: [(store, _, expiry) => store.register("key", 2, expiry), undefined],
  compareAndSet: [(store, version, expiry) => store.compareAndSet("key", version, 2, expiry), true],
  update: [(store, _, expiry) => store.update("key", () => 2, expiry), true],
  modify: [(store, _, expiry) => store.modify("key", () => ({ value: 2, ...expiry })), undefined],
  touch: [(store, _, expiry) => store.touch("key", expiry), true],
};

export const expiresAt: Group = {
  title: "Expiry as an instant",
  cases: [
    ...Object.entries(CALLS).map(([operation, [call, answer]]) =>
      createCase("KS-TTL-7", `${operation} takes an instant, which may have passed`, async ({ openFresh, clock }) => {
        const store = await openFresh({ defaultTtlMs: 5 });
        await store.register("key", 1, { ttlMs: null });
        await call(store, (await requireEntry(store, "key")).version, { expiresAt: TEST_EPOCH + 20 });
        same((await requireEntry(store, "key")).expiresAt, TEST_EPOCH + 20, "expiresAt");
        clock.advance(19);
        same(await store.count(), 1, "the number of entries before that instant");
        for (const past of [TEST_EPOCH + 19, TEST_EPOCH + 18, 0]) {
          await store.register("key", 1, { ttlMs: null });
          const { version } = await requireEntry(store, "key");
          same(await call(store, version, { expiresAt: past }), answer, `the answer with the instant ${past}`);
          same(
            [await store.lookupEntry("key"), await store.count()],
            [undefined, 0],
            "the entry and the count after it",
          );
        }
      }),
    ),
    createCase("KS-TTL-7", "where nothing is, an instant that has passed writes nothing", async ({ openFresh }) => {
      const store = await openFresh();
      const past = { expiresAt: TEST_EPOCH };
      same(await store.registerIfAbsent("key", 1, past), true, "registerIfAbsent");
      same(await store.compareAndSet("key", null, 1, past), true, "compareAndSet expecting absence");
      same(await store.compareAndSet("key", 5, 1, past), false, "compareAndSet of a version");
      same(await store.update("key", () => 1, past), true, "update");
      same(await store.modify("key", () => ({ value: 1, ...past })), undefined, "modify");
      same(await store.touch("key", past), false, "touch");
      const { key, value, createdAt, expiresAt: until } = await store.increment("key", { by: 3, ...past });
      same([key, value, createdAt, until], ["key", 3, TEST_EPOCH, TEST_EPOCH], "what increment gives");
      same(await store.count(), 0, "the number of entries");
      await store.register("key", 7);
      same((await store.increment("key", past)).expiresAt, undefined, "the expiry of a number that was there");
    }),
    createCase(
      "KS-TTL-7",
      "what has expired already evicts nothing and is not refused",
      async ({ open, keyed, events }) => {
        const store = await open();
        const past = { expiresAt: 0 };
        for (const overflow of ["evict-oldest", "reject-new"] as const) {
          const full = keyed(store, { namespace: overflow, overflow, maxEntries: 2 });
          for (const key of ["a", "b"]) await full.register(key, 1);
          await full.register("c", 1, past);
          same(await full.registerIfAbsent("d", 1, past), true, "registerIfAbsent");
          same((await full.increment("e", past)).value, 1, "increment");
          same(await full.update("f", () => 1, past), true, "update");
          same(listKeys(await full.entries()), ["a", "b"], `the keys of ${overflow}`);
          await full.register("a", 1, past);
          same(listKeys(await full.entries()), ["b"], `the keys of ${overflow} after one was written over`);
        }
        same(
          events.filter(({ type }) => type === "evicted"),
          [],
          "the evictions",
        );
      },
    ),
    createCase("KS-TTL-7", "bad values are refused as ever", async ({ openFresh }) => {
      const store = await openFresh();
      await failsWith("INVALID_INPUT", () => store.register("key", undefined, { expiresAt: 0 }), "register");
    }),
    createCase(
      "KS-TTL-7",
      "what is no instant is refused, and so are an instant and a time together",
      async ({ openFresh }) => {
        const store = await openFresh();
        await store.register("key", 1);
        const before = await store.entries();
        const calls = { ...CALLS, increment: [(s, _, expiry) => s.increment("key", expiry), 2] } as typeof CALLS;
        for (const [operation, [call]] of Object.entries(calls)) {
          for (const wrong of REFUSED) {
            const options = { expiresAt: wrong } as WriteOptions;
            const error = await failsWith("INVALID_INPUT", () => call(store, 1, options), operation);
            expectMentions(error.message, ["expiresAt"], `the message of ${operation}`);
          }
          for (const ttlMs of [5, null]) {
            const both = { ttlMs, expiresAt: TEST_EPOCH + 5 };
            const error = await failsWith("INVALID_INPUT", () => call(store, 1, both), operation);
            expectMentions(error.message, ["ttlMs", "expiresAt"], `the message of ${operation}`);
          }
        }
        same(await store.entries(), before, "the entries");
      },
    ),
    createCase(
      "KS-TTL-7",
      "touch alone begins the default anew, and with a version touches no other",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ defaultTtlMs: 50 });
        await store.register("key", 1);
        const { version } = await requireEntry(store, "key");
        clock.advance(30);
        same(await store.touch("key", { ifVersion: version + 1 }), false, "touch of another version");
        same((await requireEntry(store, "key")).expiresAt, TEST_EPOCH + 50, "the expiry after it");
        same(await store.touch("key", { ifVersion: version }), true, "touch of the version");
        same((await requireEntry(store, "key")).expiresAt, TEST_EPOCH + 80, "the default from then on");
        same(await store.touch("key", { ifVersion: version, ttlMs: 5 }), true, "touch of the version with a time");
        same((await requireEntry(store, "key")).expiresAt, TEST_EPOCH + 35, "its expiry");
        clock.advance(5);
        same(await store.touch("key", { ifVersion: version }), false, "touch of what has expired");
        for (const wrong of [0, -1, 1.5, null, "1"]) {
          const options = { ifVersion: wrong as number };
          await failsWith("INVALID_INPUT", () => store.touch("key", options), "touch");
        }
      },
    ),
    createCase(
      "KS-TTL-7",
      "atomic steps take instants and touch",
      async (harness) => {
        const { a, b, begin } = await openTwoNamespaces(harness, {
          defaultTtlMs: 50,
          overflow: "reject-new",
          maxEntries: 3,
        });
        for (const key of ["x", "y", "z"]) await a.register(key, 1, { ttlMs: null });
        const { version } = await requireEntry(a, "y");
        const result = await begin()
          .register(a, "x", 2, { expiresAt: TEST_EPOCH })
          .register(a, "new", 2, { expiresAt: 0 })
          .touch(a, "y", { ifVersion: version })
          .touch(a, "y", { ifVersion: version + 1, ttlMs: 1 })
          .touch(a, "missing")
          .touch(a, "z", { expiresAt: 1 })
          .register(b, "one", 1, { expiresAt: TEST_EPOCH + 9 })
          .commit();
        same(result, { committed: true, values: [true, false, false, true] }, "the result");
        same(
          [...(await a.entries()), ...(await b.entries())].map(({ key, expiresAt: until }) => [key, until]),
          [
            ["y", TEST_EPOCH + 50],
            ["one", TEST_EPOCH + 9],
          ],
          "what is left, and until when",
        );
      },
      { faces: "store" },
    ),
    createCase(
      "KS-TTL-7",
      "an atomic touch leaves an entry at its age, so that it is evicted like any other",
      async (harness) => {
        const { a, begin } = await openTwoNamespaces(harness, { maxEntries: 3 });
        for (const key of ["x", "y", "z"]) await a.register(key, 1);
        await begin().touch(a, "x", { ttlMs: 10 }).register(a, "w", 1).commit();
        same(listKeys(await a.entries()), ["y", "z", "w"], "the keys");
        await begin().touch(a, "y", { ttlMs: 10 }).commit();
        same(listKeys(await a.entries()), ["y", "z", "w"], "the keys, oldest first");
      },
      { faces: "store" },
    ),
  ],
};
