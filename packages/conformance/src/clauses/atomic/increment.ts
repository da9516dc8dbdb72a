import { expectMentions, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { listKeys, requireEntry } from "../../harness/operations.js";
import { openTwoNamespaces } from "../../harness/two-namespaces.js";

const LARGEST = Number.MAX_SAFE_INTEGER;

export const increments: Group = {
  title: "Increments",
  cases: [
    createCase("KS-ATOM-6", "of many increments each gives another sum, and none is lost", async ({ open, keyed }) => {
      const handles = [keyed<number>(await open()), keyed<number>(await open())] as const;
      const sums = await Promise.all(
        Array.from({ length: 100 }, (_, index) => handles[index % 2 === 0 ? 0 : 1].increment("counter")),
      );
      const values = sums.map(({ value }) => value).sort((one, other) => one - other);
      same(
        values,
        Array.from({ length: 100 }, (_, index) => index + 1),
        "the sums",
      );
      same(await handles[0].lookup("counter"), 100, "the counter");
      same(new Set(sums.map(({ version }) => version)).size, 100, "the number of versions");
    }),
    createCase(
      "KS-ATOM-6",
      "it begins at by, with the call's expiry or the default, and then keeps it",
      async ({ openFresh, clock }) => {
        const store = await openFresh<number>({ defaultTtlMs: 50 });
        const first = await store.increment("key", { by: 5 });
        same(
          first,
          { key: "key", value: 5, createdAt: TEST_EPOCH, expiresAt: TEST_EPOCH + 50, version: first.version },
          "the first",
        );
        clock.advance(10);
        const second = await store.increment("key", { by: -7, ttlMs: 3 });
        const expected = {
          key: "key",
          value: -2,
          createdAt: TEST_EPOCH + 10,
          expiresAt: TEST_EPOCH + 50,
          version: second.version,
        };
        same(second, expected, "the second");
        same(second.version > first.version, true, "whether its version is later");
        same(await store.lookupEntry("key"), second, "what is there");
        same(
          (await store.increment("never", { ttlMs: null })).expiresAt,
          undefined,
          "the expiry of one that never expires",
        );
        same((await store.increment("never", { ttlMs: 5 })).expiresAt, undefined, "its expiry after another");
        same((await store.increment("at", { expiresAt: TEST_EPOCH + 12 })).expiresAt, TEST_EPOCH + 12, "an instant");
        clock.advance(2);
        same((await store.increment("at", { by: 0.5 })).value, 0.5, "a sum after what was there has expired");
      },
    ),
    createCase("KS-ATOM-6", "numbers add as JavaScript adds, and integers stay exact", async ({ openFresh }) => {
      const store = await openFresh<number>();
      same((await store.increment("fraction", { by: 0.1 })).value, 0.1, "the first fraction");
      same((await store.increment("fraction", { by: 0.2 })).value, 0.1 + 0.2, "its sum");
      same((await store.increment("zero", { by: -0 })).value, 0, "minus zero");
      same((await store.increment("large", { by: LARGEST })).value, LARGEST, "the largest integer");
      same((await store.increment("large", { by: -LARGEST })).value, 0, "it taken away again");
      same((await store.increment("large", { by: -LARGEST })).value, -LARGEST, "the smallest integer");
    }),
    createCase(
      "KS-ATOM-6",
      "a sum beyond all counting is refused, names the key, and changes nothing",
      async ({ openFresh }) => {
        const store = await openFresh<number>();
        await store.register("full", LARGEST);
        await store.register("low", -LARGEST);
        await store.register("huge", Number.MAX_VALUE);
        const before = await store.entries();
        for (const [key, by] of [
          ["full", 1],
          ["low", -1],
          ["huge", Number.MAX_VALUE],
          ["huge", 1],
          ["new", 2 ** 53],
        ] as const) {
          const error = await failsWith("INVALID_INPUT", () => store.increment(key, { by }), "increment");
          expectMentions(error.message, [`"${key}"`], "the message");
          same([error.owner, error.namespace], ["owner", "namespace"], "where it was");
        }
        same(await store.entries(), before, "the entries");
      },
    ),
    createCase("KS-ATOM-6", "a value that is no number is refused, names the key, and stays", async ({ openFresh }) => {
      const store = await openFresh();
      for (const [index, value] of ["5", "s3cr3t", null, true, [1], { a: 1 }].entries()) {
        await store.register(`key ${index}`, value);
        const error = await failsWith("INVALID_INPUT", () => store.increment(`key ${index}`), "increment");
        expectMentions(error.message, [`key ${index}`], "the message");
        same(error.message.includes("s3cr3t"), false, "KS-ERR-3: whether the message shows the value");
        same(await store.lookup(`key ${index}`), value, "the value");
      }
    }),
    createCase("KS-ATOM-6", "what cannot be added is refused", async ({ openFresh }) => {
      const store = await openFresh();
      for (const by of [Number.NaN, Number.POSITIVE_INFINITY, "1", null, 1n, {}]) {
        const error = await failsWith("INVALID_INPUT", () => store.increment("key", { by: by as number }), "increment");
        expectMentions(error.message, ["by"], "the message");
      }
      same(await store.count(), 0, "the number of entries");
    }),
    createCase("KS-ATOM-6", "a store with a schema has none, and says what to use", async ({ openFresh }) => {
      const validate = (value: unknown) => ({ value: value as number });
      const schema = { "~standard": { version: 1 as const, vendor: "conformance", validate } };
      const store = await openFresh<number>({ schema });
      const error = await failsWith("INVALID_INPUT", () => store.increment("key"), "increment");
      expectMentions(error.message, ['"key"', "modify"], "the message");
    }),
    createCase("KS-ATOM-6", "a new key counts for the caps, one that is there does not", async ({ open, keyed }) => {
      const store = await open();
      const rejecting = keyed<number>(store, { namespace: "rejecting", overflow: "reject-new", maxEntries: 1 });
      await rejecting.increment("a");
      await failsWith("LIMIT_EXCEEDED", () => rejecting.increment("b"), "increment");
      same((await rejecting.increment("a")).value, 2, "the sum in a full namespace");
      const evicting = keyed<number>(store, { namespace: "evicting", maxEntries: 2 });
      for (const key of ["a", "b", "a", "c"]) await evicting.increment(key);
      same(listKeys(await evicting.entries()), ["a", "c"], "the keys, as an increment makes an entry young");
    }),
    createCase(
      "KS-ATOM-6",
      "an atomic increment gives its number, and happens with the others or not at all",
      async (harness) => {
        const { a, b, begin } = await openTwoNamespaces(harness, { defaultTtlMs: 50 });
        await a.register("n", 5, { ttlMs: null });
        await b.register("gone", "value");
        const result = await begin()
          .increment(a, "n", { by: 2 })
          .consume(b, "gone")
          .increment(b, "m")
          .increment(b, "m", { by: 10 })
          .commit();
        same(result, { committed: true, values: [7, "value", 1, 11] }, "the result");
        same(
          [(await requireEntry(a, "n")).expiresAt, (await requireEntry(b, "m")).expiresAt],
          [undefined, TEST_EPOCH + 50],
          "the expiries",
        );
        await b.register("text", "no number");
        await failsWith("INVALID_INPUT", () => begin().increment(a, "n").increment(b, "text").commit(), "atomic");
        same(await begin().check(a, "n", null).increment(a, "n").commit(), { committed: false }, "an unmet check");
        same(await a.lookup("n"), 7, "the number after both");
      },
      { faces: "store" },
    ),
  ],
};
