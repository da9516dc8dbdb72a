import { createFlexibleRateLimiter } from "@keyed-store/adapters/rate-limit";
import { openStateStore, type StateStore } from "keyed-store";
import * as host from "rate-limiter-flexible";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { canRun, onEachBackend } from "../http/backends.js";
import { canOccupy, corrupt, occupy } from "../http/occupy.js";
import { clock, NOON, openTimedStore, stopTime } from "../http/timed-store.js";
import { makeDirectory } from "../support/make-directory.js";

type Limiter = Pick<
  host.RateLimiterMemory,
  "consume" | "penalty" | "reward" | "get" | "set" | "block" | "delete" | "getKey"
>;
type Options = host.IRateLimiterOptions & { blockOnConsumed?: number; inMemoryBlockOnConsumed?: number };

const OPTIONS = { points: 3, duration: 10 };

/** What came of a consumption: the host rejects with an answer, and no error, when it is too much. */
async function outcome(promise: Promise<host.RateLimiterRes>): Promise<unknown> {
  const settled = await promise.then(
    (answer) => ({ ok: true, answer }),
    (answer: unknown) => ({ ok: false, answer }),
  );
  expect(settled.answer).toBeInstanceOf(host.RateLimiterRes);
  return { ok: settled.ok, ...(settled.answer as host.RateLimiterRes).toJSON() };
}

/** What holds of the host's own limiter in memory as well. */
function checkLimiter(open: (options: Options) => Promise<Limiter>): void {
  it("consumes up to its points, and then rejects with what is left of the time", async () => {
    const limiter = await open(OPTIONS);
    expect(await outcome(limiter.consume("a"))).toEqual({
      ok: true,
      remainingPoints: 2,
      msBeforeNext: 10_000,
      consumedPoints: 1,
      isFirstInDuration: true,
    });
    vi.setSystemTime(NOON + 4000);
    expect(await outcome(limiter.consume("a", 2))).toMatchObject({ ok: true, remainingPoints: 0, msBeforeNext: 6000 });
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: false, consumedPoints: 4, msBeforeNext: 6000 });
    expect(await outcome(limiter.consume("b", 3))).toMatchObject({ ok: true });
    expect(await outcome(limiter.consume(7))).toMatchObject({ ok: true, remainingPoints: 2 });
  });

  it("blocks for its time who consumes too much", async () => {
    const limiter = await open({ ...OPTIONS, blockDuration: 60 });
    await limiter.consume("a", 3);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: false, msBeforeNext: 60_000 });
    vi.setSystemTime(NOON + 30_000);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: false, msBeforeNext: 30_000 });
  });

  it("penalty, reward, set, get, block and delete", async () => {
    const limiter = await open(OPTIONS);
    expect(await limiter.get("a")).toBe(null);
    expect(await outcome(limiter.penalty("a", 2))).toMatchObject({ consumedPoints: 2, msBeforeNext: 10_000 });
    expect(await outcome(limiter.reward("a"))).toMatchObject({ consumedPoints: 1 });
    expect((await limiter.get("a"))?.toJSON()).toMatchObject({ consumedPoints: 1, remainingPoints: 2 });
    await limiter.set("a", 3, 20);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: false, consumedPoints: 4, msBeforeNext: 20_000 });
    expect(await limiter.delete("a")).toBe(true);
    expect(await limiter.delete("a")).toBe(false);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: true, consumedPoints: 1 });
    await limiter.block("a", 5);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: false, msBeforeNext: 5000 });
  });

  it("a duration of its own in one call, and one of 0, which never ends", async () => {
    const limiter = await open({ points: 3, duration: 0 });
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: true, msBeforeNext: -1 });
    expect(await outcome(limiter.consume("b", 1, { customDuration: 2 }))).toMatchObject({ msBeforeNext: 2000 });
  });

  it("limiters of two prefixes count apart", async () => {
    const limiter = await open({ ...OPTIONS, keyPrefix: "login" });
    expect(limiter.getKey("a")).toBe("login:a");
    expect(await outcome(limiter.consume("a"))).toMatchObject({ consumedPoints: 1 });
  });
}

describe("rate-limiter-flexible's own limiter in memory", () => {
  checkLimiter(async (options) => {
    stopTime();
    return new host.RateLimiterMemory(options);
  });
});

onEachBackend("a keyed store under rate-limiter-flexible", (backend) => {
  const limiterOn = (store: StateStore, limiter: Options): host.RateLimiterMemcache & { close(): Promise<void> } =>
    createFlexibleRateLimiter(store, { host, limiter, namespace: "api", clock });
  const open = async (options: Options): Promise<host.RateLimiterMemcache> => {
    stopTime();
    return limiterOn(await openTimedStore(backend), options);
  };
  checkLimiter(open);

  it("KS-ATOM-6 of 200 at once its points get through, each with another count", async () => {
    const limiter = await open({ points: 5, duration: 60 });
    const all = await Promise.all(Array.from({ length: 200 }, () => outcome(limiter.consume("a"))));
    const through = all.filter((one) => (one as { ok: boolean }).ok) as { consumedPoints: number }[];
    expect(through.map(({ consumedPoints }) => consumedPoints)).toEqual([1, 2, 3, 4, 5]);
  });

  it("counting begins anew when the duration or the block is over", async () => {
    const limiter = await open({ ...OPTIONS, blockDuration: 60 });
    await limiter.consume("a", 3);
    vi.setSystemTime(NOON + 10_000);
    expect(await outcome(limiter.consume("a", 3))).toMatchObject({ ok: true, consumedPoints: 3 });
    await outcome(limiter.consume("a"));
    vi.setSystemTime(NOON + 69_999);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: false });
    vi.setSystemTime(NOON + 70_000);
    expect(await outcome(limiter.consume("a"))).toMatchObject({ ok: true });
  });

  it("does what the host's store limiters do: unions, and blocks in memory", async () => {
    stopTime();
    const store = await openTimedStore(backend);
    const second = limiterOn(store, { ...OPTIONS, keyPrefix: "second" });
    const union = new host.RateLimiterUnion(limiterOn(store, { ...OPTIONS, keyPrefix: "first" }), second);
    expect(Object.keys(await union.consume("a"))).toEqual(["first", "second"]);
    const blocking = limiterOn(store, { ...OPTIONS, keyPrefix: "blocking", inMemoryBlockOnConsumed: 4 });
    await outcome(blocking.consume("a", 4));
    await store.close();
    expect(await outcome(blocking.consume("a"))).toMatchObject({ ok: false, msBeforeNext: 10_000 });
  });

  it("a closed store rejects with its error, or leads to the insurance", async () => {
    const store = await openTimedStore(backend);
    const bare = limiterOn(store, OPTIONS);
    const insured = limiterOn(store, { ...OPTIONS, insuranceLimiter: new host.RateLimiterMemory(OPTIONS) });
    await store.close();
    for (const call of [
      () => bare.consume("a"),
      () => bare.get("a"),
      () => bare.delete("a"),
      () => bare.block("a", 1),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
    }
    expect(await outcome(insured.consume("a"))).toMatchObject({ ok: true, remainingPoints: 2 });
  });

  it("KS-CAP-1 a full namespace rejects new keys", async () => {
    const store = await openTimedStore(backend);
    const limiter = createFlexibleRateLimiter(store, { host, limiter: OPTIONS, namespace: "api", maxEntries: 1 });
    await limiter.consume("a");
    await expect(limiter.consume("b")).rejects.toMatchObject({ code: "KEYED_STORE_LIMIT_EXCEEDED" });
    await limiter.consume("a");
  });

  it.skipIf(!canRun("native"))("KS-VALUE-4 a corrupt counter rejects with that", async () => {
    const directory = makeDirectory();
    const before = await openStateStore({ directory, backend });
    await limiterOn(before, OPTIONS).consume("a");
    await before.close();
    corrupt(before.databasePath);
    const after = await openStateStore({ directory, backend });
    onTestFinished(() => after.close());
    const limiter = limiterOn(after, OPTIONS);
    await expect(limiter.consume("a")).rejects.toMatchObject({ code: "KEYED_STORE_CORRUPT" });
    await expect(limiter.get("a")).rejects.toMatchObject({ code: "KEYED_STORE_CORRUPT" });
    expect(await limiter.delete("a")).toBe(true);
  });

  it("closes the store that it opened, and no other", async () => {
    const store = await openTimedStore(backend);
    const given = limiterOn(store, OPTIONS);
    await given.consume("a");
    await given.close();
    await given.consume("a");
    const opening = createFlexibleRateLimiter(() => store, { host, limiter: OPTIONS, namespace: "other" });
    await opening.consume("a");
    await opening.close();
    await expect(given.consume("a")).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });

  it.skipIf(!canOccupy(backend))(
    "KS-SHARE-1 a store that is busy for longer than it waits rejects with that",
    async () => {
      const store = await openStateStore({ directory: makeDirectory(), backend, busyTimeoutMs: 50 });
      onTestFinished(() => store.close());
      const limiter = createFlexibleRateLimiter(store, { host, limiter: OPTIONS, namespace: "api" });
      await limiter.consume("a");
      await occupy(backend, store.databasePath);
      await expect(limiter.consume("a")).rejects.toMatchObject({ code: "KEYED_STORE_BUSY" });
    },
  );
});
