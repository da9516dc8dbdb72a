import {
  createExpressRateLimitStore,
  createHonoRateLimitStore,
  type WindowStore,
} from "@keyed-store/adapters/rate-limit";
import { MemoryStore as ExpressMemory } from "express-rate-limit";
import { MemoryStore as HonoMemory } from "hono-rate-limiter";
import { describe, expect, it, vi } from "vitest";
import { onEachBackend } from "../http/backends.js";
import { clock, NOON, openTimedStore, stopTime } from "../http/timed-store.js";

const WINDOW_MS = 60_000;

/** What both hosts ask of a store. */
type Asked = Pick<WindowStore, "increment" | "decrement" | "resetKey" | "resetAll">;

/** What holds of the hosts' own stores in memory as well: what these fail is a mistake of the test. */
function checkWindows(open: () => Promise<Asked>): void {
  const hits = async (store: Asked, key: string): Promise<number> => (await store.increment(key)).totalHits;

  it("counts up to the end of a window that the first hit begins, and anew from there", async () => {
    const store = await open();
    expect(await hits(store, "a")).toBe(1);
    vi.setSystemTime(NOON + 10_000);
    const second = await store.increment("a");
    expect([second.totalHits, second.resetTime.getTime()]).toEqual([2, NOON + WINDOW_MS]);
    vi.setSystemTime(NOON + WINDOW_MS - 1);
    expect(await hits(store, "a")).toBe(3);
    vi.setSystemTime(NOON + WINDOW_MS);
    const anew = await store.increment("a");
    expect([anew.totalHits, anew.resetTime.getTime()]).toEqual([1, NOON + 2 * WINDOW_MS]);
  });

  it("takes hits back, never below nothing, and keeps the window", async () => {
    const store = await open();
    await store.increment("a");
    await store.increment("a");
    vi.setSystemTime(NOON + 1000);
    for (let back = 0; back < 3; back += 1) await store.decrement("a");
    const next = await store.increment("a");
    expect([next.totalHits, next.resetTime.getTime()]).toEqual([1, NOON + WINDOW_MS]);
    await store.decrement("nobody");
    expect(await hits(store, "nobody")).toBe(1);
  });

  it("forgets one client, or all", async () => {
    const store = await open();
    for (const key of ["a", "b", "c"]) expect(await hits(store, key)).toBe(1);
    await store.resetKey("a");
    expect([await hits(store, "a"), await hits(store, "b")]).toEqual([1, 2]);
    await store.resetAll();
    expect([await hits(store, "a"), await hits(store, "b")]).toEqual([1, 1]);
  });

  it("any key is one of its own", async () => {
    const store = await open();
    const long = "x".repeat(600);
    const keys = [
      "",
      "a",
      "A",
      " a",
      long,
      `${long}y`,
      "a\0",
      "a\0b",
      "\ud800",
      "\ud801",
      "::1",
      "ü",
      "u\u0308",
      "sha256:a",
    ];
    for (const key of keys) expect(await hits(store, key), JSON.stringify(key)).toBe(1);
    for (const key of keys) expect(await hits(store, key), JSON.stringify(key)).toBe(2);
  });
}

function initialised<S extends { init(options: never): void }>(store: S): S {
  stopTime();
  store.init({ windowMs: WINDOW_MS } as never); // what the stores read of it
  return store;
}

describe("express-rate-limit's own store in memory", () => {
  checkWindows(async () => initialised(new ExpressMemory()) as unknown as Asked);
});
describe("hono-rate-limiter's own store in memory", () => {
  checkWindows(async () => initialised(new HonoMemory()) as unknown as Asked);
});

onEachBackend("a keyed store under limiters", (backend) => {
  const open = async (create = createExpressRateLimitStore): Promise<WindowStore> => {
    stopTime();
    return initialised(create(await openTimedStore(backend), { namespace: "api", clock }));
  };
  describe("of express", () => {
    checkWindows(open);
  });
  describe("of hono", () => {
    checkWindows(() => open(createHonoRateLimitStore));
  });

  it("KS-ATOM-6 of 50 hits at once each has another count", async () => {
    const store = await open();
    const counts = await Promise.all(Array.from({ length: 50 }, () => store.increment("a")));
    expect(counts.map(({ totalHits }) => totalHits).sort((a, b) => a - b)).toEqual(counts.map((_, index) => index + 1));
  });

  it("get looks and counts nothing; a window that has ended is gone", async () => {
    const store = await open();
    expect(await store.get("a")).toBe(undefined);
    await store.increment("a");
    expect(await store.get("a")).toEqual({ totalHits: 1, resetTime: new Date(NOON + WINDOW_MS) });
    vi.setSystemTime(NOON + WINDOW_MS);
    expect(await store.get("a")).toBe(undefined);
  });

  it("two hundred taken back at once are all taken back", async () => {
    const store = await open();
    for (let hit = 0; hit < 210; hit += 1) await store.increment("a");
    await Promise.all(Array.from({ length: 200 }, () => store.decrement("a")));
    expect((await store.get("a"))?.totalHits).toBe(10);
  });

  it("before the host has told the window, and with a wrong one, it is refused by name", async () => {
    stopTime();
    const store = createExpressRateLimitStore(await openTimedStore(backend), { namespace: "api" });
    await expect(store.increment("a")).rejects.toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      message: expect.stringContaining("rateLimit()"),
    });
    expect(() => store.init({ windowMs: Number.NaN })).toThrow("windowMs must be a number");
    expect(() => store.init({ windowMs: 0 })).toThrow("windowMs must be a number");
  });
});
