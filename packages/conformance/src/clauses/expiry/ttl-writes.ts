import { same } from "../../assert/assert.js";
import { createCase, type Group } from "../../case/case.js";
import { TEST_EPOCH } from "../../harness/manual-clock.js";
import { requireEntry } from "../../harness/operations.js";

export const ttlWrites: Group = {
  title: "Which expiry a write gives",
  cases: [
    createCase("KS-TTL-3", "the call's ttlMs, else the default, and null for never", async ({ openFresh }) => {
      const store = await openFresh({ defaultTtlMs: 50 });
      const expected: readonly (readonly [
        options: { ttlMs?: number | null | undefined } | undefined,
        expiresAt: number | undefined,
      ])[] = [
        [undefined, TEST_EPOCH + 50],
        [{}, TEST_EPOCH + 50],
        [{ ttlMs: undefined }, TEST_EPOCH + 50],
        [{ ttlMs: 7 }, TEST_EPOCH + 7],
        [{ ttlMs: null }, undefined],
      ];
      for (const [options, expiresAt] of expected) {
        await store.register("key", 1, options);
        same(
          (await requireEntry(store, "key")).expiresAt,
          expiresAt,
          `expiresAt after register with ${JSON.stringify(options)}`,
        );
        await store.compareAndSet("key", (await requireEntry(store, "key")).version, 2, options);
        same(
          (await requireEntry(store, "key")).expiresAt,
          expiresAt,
          `expiresAt after compareAndSet with ${JSON.stringify(options)}`,
        );
        await store.update("key", () => 3, options);
        same(
          (await requireEntry(store, "key")).expiresAt,
          expiresAt,
          `expiresAt after update with ${JSON.stringify(options)}`,
        );
        await store.delete("key");
        await store.registerIfAbsent("key", 4, options);
        same(
          (await requireEntry(store, "key")).expiresAt,
          expiresAt,
          `expiresAt after registerIfAbsent with ${JSON.stringify(options)}`,
        );
      }
    }),
    createCase(
      "KS-TTL-3",
      "without a default an entry never expires, and expiresAt is absent",
      async ({ openFresh }) => {
        for (const defaultTtlMs of [undefined, null]) {
          const store = await openFresh({ defaultTtlMs });
          await store.register("key", 1);
          const { version } = await requireEntry(store, "key");
          same(await requireEntry(store, "key"), { key: "key", value: 1, createdAt: TEST_EPOCH, version }, "the entry");
        }
      },
    ),
    createCase(
      "KS-TTL-3",
      "each write sets expiry anew and keeps nothing of the last",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        await store.register("key", 1, { ttlMs: 10 });
        clock.advance(9);
        await store.register("key", 2);
        clock.advance(1_000_000);
        same(await store.lookup("key"), 2, "the value long after the first expiry");
        await store.update("key", () => 3, { ttlMs: 10 });
        same((await requireEntry(store, "key")).expiresAt, TEST_EPOCH + 1_000_019, "expiresAt after update");
      },
    ),
    createCase(
      "KS-TTL-3",
      "touch gives a new expiry, or none, and changes nothing else",
      async ({ openFresh, clock }) => {
        const store = await openFresh({ defaultTtlMs: 50 });
        await store.register("key", "value");
        await store.register("later", 1);
        const { version } = await requireEntry(store, "key");
        clock.advance(5);
        same(await store.touch("key", { ttlMs: 3 }), true, "touch");
        const touched = { key: "key", value: "value", createdAt: TEST_EPOCH, version };
        same(await store.lookupEntry("key"), { ...touched, expiresAt: TEST_EPOCH + 8 }, "the entry");
        same(await store.touch("key", { ttlMs: null }), true, "touch with null");
        same(await store.lookupEntry("key"), touched, "the entry that never expires");
        same((await store.entries())[0]?.key, "key", "the oldest entry");
        same(await store.touch("missing", { ttlMs: 3 }), false, "touch of a missing key");
      },
    ),
    createCase(
      "KS-TTL-3",
      "the clock is read inside the atomic step, not when the call began",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        const late = (): number => {
          clock.advance(500);
          return 1;
        };
        await store.update("key", late, { ttlMs: 10 });
        const { version } = await requireEntry(store, "key");
        const now = TEST_EPOCH + 500;
        same(
          await requireEntry(store, "key"),
          { key: "key", value: 1, createdAt: now, expiresAt: now + 10, version },
          "the entry",
        );
      },
    ),
    createCase(
      "KS-TTL-3",
      "expiry counts from the clock, also when it has stepped back",
      async ({ openFresh, clock }) => {
        const store = await openFresh();
        await store.register("first", 1);
        clock.advance(-1000);
        await store.register("key", 1, { ttlMs: 10 });
        const { createdAt, expiresAt } = await requireEntry(store, "key");
        same([createdAt, expiresAt], [TEST_EPOCH - 1000, TEST_EPOCH - 990], "createdAt and expiresAt");
      },
    ),
  ],
};
