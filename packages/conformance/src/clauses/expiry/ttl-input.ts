import { ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { requireEntry } from "../../harness/operations.js";

/** The last millisecond that a date can be. */
const LAST_DATE = 8.64e15;

const REFUSED: readonly unknown[] = [
  0,
  -1,
  0.5,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "5",
  true,
  {},
  1n,
  LAST_DATE,
  Number.MAX_VALUE,
];

export const ttlInput: Group = {
  title: "What a ttlMs may be",
  cases: [
    createCase("KS-TTL-1", "what is no whole number from 1 is refused by every write", async ({ openFresh }) => {
      const store = await openFresh();
      await store.register("key", "before");
      const { version } = await requireEntry(store, "key");
      for (const wrong of REFUSED) {
        const options = { ttlMs: wrong as number };
        const calls: Record<string, () => Promise<unknown>> = {
          register: () => store.register("key", 1, options),
          registerIfAbsent: () => store.registerIfAbsent("other", 1, options),
          compareAndSet: () => store.compareAndSet("key", version, 1, options),
          update: () => store.update("key", () => 1, options),
          touch: () => store.touch("key", options),
          increment: () => store.increment("other", options),
          modify: () => store.modify("key", () => ({ value: 1, ...options })),
        };
        for (const [operation, call] of Object.entries(calls)) {
          const error = await failsWith("INVALID_INPUT", call, operation);
          ok(error.message.includes("ttlMs"), `the message of ${operation} does not name ttlMs: ${error.message}`);
        }
      }
      same(await store.entries(), [{ key: "key", value: "before", createdAt: TEST_EPOCH, version }], "the entries");
    }),
    createCase("KS-TTL-1", "what is no whole number from 1 is refused as defaultTtlMs", async ({ openFresh }) => {
      for (const wrong of REFUSED.filter((each) => each !== LAST_DATE)) {
        const error = await failsWith("INVALID_INPUT", () => openFresh({ defaultTtlMs: wrong as number }), "open");
        ok(error.message.includes("defaultTtlMs"), `the message does not name defaultTtlMs: ${error.message}`);
      }
    }),
    createCase(
      "KS-TTL-1",
      "the last date there is can be an expiry, one millisecond more cannot",
      async ({ openFresh }) => {
        const store = await openFresh();
        await store.register("key", 1, { ttlMs: LAST_DATE - TEST_EPOCH });
        same((await requireEntry(store, "key")).expiresAt, LAST_DATE, "expiresAt");
        await failsWith(
          "INVALID_INPUT",
          () => store.register("key", 2, { ttlMs: LAST_DATE - TEST_EPOCH + 1 }),
          "register",
        );
        await failsWith("INVALID_INPUT", () => store.touch("key", { ttlMs: LAST_DATE - TEST_EPOCH + 1 }), "touch");
        same(await store.lookup("key"), 1, "the value");
      },
    ),
  ],
};
