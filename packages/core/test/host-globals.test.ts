import { expect, it, vi } from "vitest";
import { hostGlobals } from "../src/host/host-globals.js";
import { createClaims } from "../src/layers/claims/create-claims.js";
import { createMemoryFront } from "../src/layers/memory-front/create-memory-front.js";
import { createRateLimit } from "../src/layers/rate-limit/create-rate-limit.js";
import { memoryProvider } from "../src/memory/memory-provider.js";
import { openStateStore } from "../src/opening/open-state-store.js";
import { withFakedGlobals } from "./support/faked-globals.js";

const open = () => openStateStore({ directory: "/state", providers: [memoryProvider()], backend: "memory" });

const LEASE_MS = 300;

/** Operations that take the queue far past the time for which it keeps the thread, whatever a faked clock says. */
const MANY = 20_000;

it("KS-TTL-6 every operation completes while all timers and clocks of the host are faked", async () => {
  await withFakedGlobals(async () => {
    const store = await open();
    const keyed = store.openKeyedStore<number>({ namespace: "n", maxEntries: 100, defaultTtlMs: 3_600_000 });
    await keyed.register("a", 1);
    for (let round = 0; round < MANY; round++) void keyed.register("a", round);
    for (let round = 0; round < MANY; round++) await keyed.lookup("a");
    expect(await keyed.update("a", (current = 0) => current + 1)).toBe(true);
    expect(await keyed.consume("a")).toBe(MANY);
    const claims = createClaims(store.openKeyedStore({ namespace: "c", maxEntries: 10, overflow: "reject-new" }));
    expect(await claims.claim("job")).toMatchObject({ status: "claimed" });
    const renewed = async (signal: AbortSignal): Promise<boolean> => {
      for (let attempt = 0; attempt < 200; attempt++) {
        // By the host's own timer, which must go on though all that users see is faked: that is under test.
        await new Promise<void>((resolve) => void hostGlobals.setTimeout(resolve, 5));
        const { until } = { until: 0, ...(await claims.claim("run")) };
        if (until > begun + LEASE_MS) return !signal.aborted;
      }
      return false;
    };
    const begun = hostGlobals.dateNow();
    expect(await claims.run("run", renewed, { leaseMs: LEASE_MS })).toEqual({ status: "done", value: true });
    const limit = createRateLimit(keyed, { limit: 1, windowMs: 3_600_000 });
    expect([(await limit.take("l")).allowed, (await limit.take("l")).allowed]).toEqual([true, false]);
    const front = createMemoryFront(keyed, { maxEntries: 10, onError: () => {} });
    front.record("b", 2);
    await front.flush();
    expect(await keyed.lookup("b")).toBe(2);
    await store.flush();
    expect(await store.probe()).toMatchObject({ ok: true });
    await store.close();
  });
});

it("KS-TTL-6 a faked Date does not move the time of a store, and the option clock does", async () => {
  const began = Date.now();
  await withFakedGlobals(async () => {
    const store = await open();
    const keyed = store.openKeyedStore<number>({ namespace: "n", maxEntries: 100 });
    await keyed.register("a", 1);
    expect((await keyed.lookupEntry("a"))?.createdAt).toBeGreaterThanOrEqual(began);
    vi.setSystemTime(5);
    const moved = await openStateStore({
      directory: "/state",
      providers: [memoryProvider()],
      backend: "memory",
      clock: () => Date.now(),
    });
    const other = moved.openKeyedStore<number>({ namespace: "n", maxEntries: 100 });
    await other.register("a", 1);
    expect((await other.lookupEntry("a"))?.createdAt).toBe(5);
  });
});

it.each([
  ["a message where the host has no setImmediate", ["setImmediate"]],
  ["a timer where it has no messages either, as in jsdom", ["setImmediate", "MessageChannel"]],
])("hostGlobals.setImmediate gives others their turn, by %s", async (_, absent) => {
  vi.resetModules();
  for (const name of absent) vi.stubGlobal(name, undefined);
  const { hostGlobals } = await import("../src/host/host-globals.js");
  vi.unstubAllGlobals();
  const order: string[] = [];
  const called = new Promise<void>((resolve) => {
    hostGlobals.setImmediate(() => {
      order.push("immediate");
      resolve();
    });
  });
  hostGlobals.queueMicrotask(() => order.push("microtask"));
  await called;
  expect(order).toEqual(["microtask", "immediate"]);
});

it("loads where there is no shared memory, as on most pages of a browser", async () => {
  vi.resetModules();
  vi.stubGlobal("SharedArrayBuffer", undefined);
  try {
    await expect(import("../src/queue/scheduler.js")).resolves.toHaveProperty("realScheduler");
  } finally {
    vi.unstubAllGlobals();
  }
});
