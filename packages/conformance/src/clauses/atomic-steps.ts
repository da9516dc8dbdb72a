import type { Atomic, KeyedStore, StateStore } from "@keyed-store/core";
import { clause, type Group } from "../case.js";
import { same } from "../harness/assert.js";
import { failsWith } from "../harness/fails-with.js";
import type { Harness, SpaceOptions, Value } from "../harness/harness.js";
import { entryOf, keysOf } from "../harness/operations.js";
import { space } from "../harness/space.js";

interface Two {
  readonly store: StateStore;
  readonly a: KeyedStore<Value>;
  readonly b: KeyedStore<Value>;
  readonly begin: () => Atomic;
}

/** Two namespaces of one owner, with asynchronous handles whatever the run: `atomic()` takes no others. */
async function two({ open }: Harness, options: SpaceOptions<Value> = {}): Promise<Two> {
  const store = await open();
  const handle = (namespace: string): KeyedStore<Value> => store.openKeyedStore(space({ ...options, namespace }));
  return { store, a: handle("a"), b: handle("b"), begin: () => store.owner("owner").atomic() };
}

const OPTIONS = { faces: "store" } as const;

export const atomicSteps: Group = {
  title: "Atomic steps",
  cases: [
    clause(
      "KS-ATOM-4",
      "steps happen in the order written, over the namespaces of an owner",
      async (harness) => {
        const { a, b, begin } = await two(harness);
        await a.register("moved", { falsy: 0 });
        const result = await begin()
          .consume(a, "moved")
          .register(b, "moved", 1)
          .consume(b, "moved")
          .register(a, "twice", 1)
          .register(a, "twice", 2)
          .register(a, "gone", 1)
          .delete(a, "gone")
          .delete(a, "missing")
          .consume(b, "missing")
          .commit(); // prettier-ignore
        same(result, { committed: true, values: [{ falsy: 0 }, 1, undefined] }, "the result");
        same(
          [(await a.entries()).map(({ key, value }) => [key, value]), await b.count()],
          [[["twice", 2]], 0],
          "the entries",
        );
      },
      OPTIONS,
    ),
    clause(
      "KS-ATOM-4",
      "falsy values are consumed like any other",
      async (harness) => {
        const { a, begin } = await two(harness);
        const values = ["", 0, false, null];
        for (const [index, value] of values.entries()) await a.register(`${index}`, value);
        const steps = begin();
        for (const index of values.keys()) steps.consume(a, `${index}`);
        same(await steps.commit(), { committed: true, values }, "the result");
        same(await a.count(), 0, "the number of entries");
      },
      OPTIONS,
    ),
    clause(
      "KS-ATOM-4",
      "a check that does not hold stops everything and is no error",
      async (harness) => {
        const { a, b, begin } = await two(harness);
        await a.register("key", 1);
        const { version } = await entryOf(a, "key");
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
    clause(
      "KS-ATOM-4",
      "every check sees the state before the first step, wherever it stands",
      async (harness) => {
        const { a, begin } = await two(harness);
        await a.register("key", 1);
        const { version } = await entryOf(a, "key");
        const result = await begin()
          .register(a, "new", 1)
          .delete(a, "key")
          .check(a, "key", version)
          .check(a, "new", null)
          .commit();
        same(result, { committed: true, values: [] }, "the result");
        same(keysOf(await a.entries()), ["new"], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-ATOM-4",
      "an expired entry is absent for checks and steps",
      async (harness) => {
        const { a, begin } = await two(harness, { maxEntries: 1, overflow: "reject-new" });
        await a.register("key", 1, { ttlMs: 10 });
        const { version } = await entryOf(a, "key");
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
    clause(
      "KS-ATOM-4",
      "a limit rejects, and nothing has changed",
      async (harness) => {
        const { a, b, begin } = await two(harness, { maxEntries: 2, overflow: "reject-new" });
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
    clause(
      "KS-ATOM-4",
      "caps are judged at the end: what a step frees, another may take, in either order",
      async (harness) => {
        const { a, begin } = await two(harness, { maxEntries: 1, overflow: "reject-new" });
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
        same(keysOf(await a.entries()), ["z"], "the keys");
      },
      OPTIONS,
    ),
    clause(
      "KS-CAP-1",
      "atomic steps evict the oldest others, and never what they wrote",
      async (harness) => {
        const { a, begin } = await two(harness, { maxEntries: 2 });
        await a.register("x", 1);
        await a.register("y", 1);
        await begin().register(a, "x", 2).register(a, "z", 1).commit();
        same(keysOf(await a.entries()), ["x", "z"], "the keys");
        await failsWith("LIMIT_EXCEEDED", () =>
          begin().register(a, "1", 1).register(a, "2", 1).register(a, "3", 1).commit(),
        );
        same(keysOf(await a.entries()), ["x", "z"], "the keys after more new ones than there can ever be room for");
      },
      OPTIONS,
    ),
    clause(
      "KS-TTL-3",
      "an atomic register takes a ttlMs, else the default",
      async (harness) => {
        const { a, begin } = await two(harness, { defaultTtlMs: 50 });
        await begin()
          .register(a, "x", 1)
          .register(a, "y", 1, { ttlMs: 7 })
          .register(a, "z", 1, { ttlMs: null })
          .commit();
        const expiries = (await a.entries()).map(({ createdAt, expiresAt }) =>
          expiresAt === undefined ? null : expiresAt - createdAt,
        );
        same(expiries, [50, 7, null], "how long the entries live");
      },
      OPTIONS,
    ),
  ],
};
