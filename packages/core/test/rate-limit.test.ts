import { describe, expect, it } from "vitest";
import type { Transaction } from "../src/backend/transaction.js";
import { createRateLimit } from "../src/layers/rate-limit/create-rate-limit.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";
import { numbersUpTo } from "./support/schemas.js";

const CALLS = { namespace: "calls", maxEntries: 5, overflow: "reject-new" } as const;
const LIMIT = { limit: 5, windowMs: 100 };

async function open() {
  const time = { now: 1_000_000 };
  const hooks = { before: (_batch: readonly Transaction[]): void => {} };
  const opened = await openFake({ before: (batch) => hooks.before(batch) }, { clock: () => time.now });
  const calls = opened.store.openKeyedStore<number>(CALLS);
  return { ...opened, calls, gate: createRateLimit(calls, LIMIT), time, hooks };
}

const isIncrement = ([transaction]: readonly Transaction[]): boolean => transaction?.[0].kind === "increment";

describe("createRateLimit", () => {
  it("KS-RATE-1 allows as much as the limit in one window, which begins with the first take", async () => {
    const { gate, time } = await open();
    const resetAt = time.now + 100;
    for (const remaining of [4, 3, 2, 1, 0])
      expect(await gate.take("k")).toEqual({ allowed: true, remaining, resetAt });
    time.now += 99;
    expect(await gate.take("k")).toEqual({ allowed: false, remaining: 0, resetAt });
    expect(await gate.take("other")).toEqual({ allowed: true, remaining: 4, resetAt: time.now + 100 });
    time.now += 1;
    expect(await gate.take("k")).toEqual({ allowed: true, remaining: 4, resetAt: time.now + 100 });
  });

  it("KS-RATE-1 a refused take takes nothing: a smaller one still fits", async () => {
    const { gate, calls, time } = await open();
    const resetAt = time.now + 100;
    await gate.take("k", { cost: 3 });
    const before = await calls.lookupEntry("k");
    expect(await gate.take("k", { cost: 3 })).toEqual({ allowed: false, remaining: 2, resetAt });
    expect(await calls.lookupEntry("k")).toEqual(before);
    expect(await gate.take("k", { cost: 2 })).toEqual({ allowed: true, remaining: 0, resetAt });
  });

  it("KS-RATE-1 of takes at once exactly the limit is allowed, and those of one turn share a commit", async () => {
    const { gate, fake } = await open();
    const results = await Promise.all(Array.from({ length: 20 }, () => gate.take("k")));
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect(results.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, ...Array(16).fill(0)]);
    expect(fake.batches.filter((batch) => batch.includes("increment k"))).toHaveLength(1);
  });

  it("KS-RATE-1 what another process takes between the look and the take counts", async () => {
    const { gate, rival, hooks, time } = await open();
    const theirs = (await rival()).openSyncKeyedStore<number>(CALLS);
    const resetAt = time.now + 100;
    await gate.take("k");
    const take = async (between: () => void, cost: number) => {
      hooks.before = (batch) => {
        if (!isIncrement(batch)) return;
        hooks.before = () => {};
        between();
      };
      return await gate.take("k", { cost });
    };
    const spend = (): void => void theirs.increment("k", { by: 2 });
    expect(await take(spend, 2)).toEqual({ allowed: true, remaining: 0, resetAt });
    const end = (): void => {
      time.now += 100;
      theirs.increment("k", { by: 4, ttlMs: 100 });
    };
    await theirs.delete("k");
    expect(await take(end, 2)).toEqual({ allowed: false, remaining: 1, resetAt: resetAt + 100 });
    const begin = (): void => void theirs.delete("k");
    expect(await take(begin, 1)).toEqual({ allowed: true, remaining: 4, resetAt: resetAt + 100 });
  });

  it("KS-RATE-1 a limit that is lowered refuses, and what never expires is reset never", async () => {
    const { calls } = await open();
    const high = createRateLimit(calls, { limit: 10, windowMs: 100 });
    await high.take("k", { cost: 10 });
    expect(await createRateLimit(calls, LIMIT).take("k")).toMatchObject({ allowed: false, remaining: 0 });
    await calls.register("foreign", 5);
    expect(await high.take("foreign")).toEqual({ allowed: true, remaining: 4, resetAt: Number.POSITIVE_INFINITY });
  });

  it("a store that is full, closed, or holds no number rejects", async () => {
    const { gate, calls, store } = await open();
    await (calls as { register(key: string, value: unknown): Promise<void> }).register("text", "5");
    const error = await rejection(gate.take("text"));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "take", namespace: "calls" });
    expect(error.message).toContain('"text"');
    expect(await calls.lookup("text")).toBe("5");
    for (const key of ["a", "b", "c", "d"]) await gate.take(key);
    expect(await rejection(gate.take("e"))).toMatchObject({ code: "KEYED_STORE_LIMIT_EXCEEDED", operation: "take" });
    await store.close();
    expect(await rejection(gate.take("a"))).toMatchObject({ code: "KEYED_STORE_CLOSED", operation: "take" });
  });

  it("KS-ERR-3 bad input is refused by the name of the argument, and takes nothing", async () => {
    const { gate, calls, store } = await open();
    const refusedTake = async (options: unknown, part: string, key = "k"): Promise<void> => {
      const error = await rejection(gate.take(key, options as never));
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "take" });
      expect(error.message).toContain(part);
    };
    await refusedTake({}, "key", "");
    await refusedTake({ cost: 0 }, "cost must be a whole number from 1 to the limit 5, was 0");
    await refusedTake({ cost: 6 }, "limit 5");
    await refusedTake({ cost: 1.5 }, "cost");
    await refusedTake({ cots: 1 }, '"cost"');
    expect(await calls.count()).toBe(0);
    const refused = (given: unknown, options: unknown, part: string): void => {
      const error = refusal(() => createRateLimit(given as never, options as never));
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "createRateLimit" });
      expect(error.message).toContain(part);
    };
    refused({}, LIMIT, "openKeyedStore");
    refused(store.openSyncKeyedStore(CALLS), LIMIT, "openKeyedStore");
    refused(store.openKeyedStore({ ...CALLS, namespace: "s", schema: numbersUpTo({ max: 5 }) }), LIMIT, "schema");
    refused(calls, undefined, "limit");
    refused(calls, { windowMs: 5 }, "limit");
    refused(calls, { limit: 0, windowMs: 5 }, "limit must be a whole number of at least 1, was 0");
    refused(calls, { limit: 5 }, "windowMs must be");
    refused(calls, { limit: 5, windowMs: null }, "windowMs must be");
    refused(calls, { limit: 5, windowMs: 0.5 }, "windowMs must be");
    refused(calls, { limit: 5, window: 5 }, '"windowMs"');
  });
});
