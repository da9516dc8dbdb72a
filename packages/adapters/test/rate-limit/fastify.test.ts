// @ts-expect-error The host does not declare its own store, which is asked first.
import LocalStore from "@fastify/rate-limit/store/LocalStore.js";
import { createFastifyRateLimitStore, type FastifyRateLimitParams } from "@keyed-store/adapters/rate-limit";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { onEachBackend } from "../http/backends.js";
import { clock, NOON, openTimedStore, stopTime } from "../http/timed-store.js";
import { hostNamed } from "./hosts/serve.mjs";

const WINDOW_MS = 1000;
const MAX = 2;

interface Answer {
  current: number;
  ttl: number;
}
type Callback = (error: Error | null, result?: Answer) => void;
interface Store {
  incr(key: string, callback: Callback, timeWindow: number, max: number): void;
  read(key: string, callback: Callback, timeWindow: number): void;
  child(params: FastifyRateLimitParams): Store;
}

const asked = (ask: (callback: Callback) => void): Promise<Answer> =>
  new Promise((resolve, reject) => {
    ask((error, result) => {
      // The host's own store hands out what it goes on changing.
      if (error === null && result !== undefined) resolve({ current: result.current, ttl: result.ttl });
      else reject(error ?? new Error("no answer"));
    });
  });
const hit = (store: Store, key = "a", windowMs = WINDOW_MS): Promise<Answer> =>
  asked((callback) => store.incr(key, callback, windowMs, MAX));
const look = (store: Store, key = "a"): Promise<Answer> => asked((callback) => store.read(key, callback, WINDOW_MS));

async function hits(store: Store, times: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await hit(store));
  return answers;
}

/** What holds of the host's own store in memory as well. */
function checkCounting(open: (params: FastifyRateLimitParams) => Promise<Store>): void {
  it("counts, and tells how long the window still is", async () => {
    const store = await open({});
    expect(await hit(store)).toEqual({ current: 1, ttl: 1000 });
    vi.setSystemTime(NOON + 400);
    expect(await hits(store, 2)).toEqual([
      { current: 2, ttl: 600 },
      { current: 3, ttl: 600 },
    ]);
    vi.setSystemTime(NOON + 1000);
    expect(await hit(store)).toEqual({ current: 1, ttl: 1000 });
  });

  it("continueExceeding: each hit over the limit begins the window anew", async () => {
    const store = await open({ continueExceeding: true });
    await hits(store, MAX);
    vi.setSystemTime(NOON + 900);
    expect(await hit(store)).toEqual({ current: 3, ttl: 1000 });
    vi.setSystemTime(NOON + 1800);
    expect(await hit(store)).toEqual({ current: 4, ttl: 1000 });
    vi.setSystemTime(NOON + 2800);
    expect(await hit(store)).toEqual({ current: 1, ttl: 1000 });
  });

  it("exponentialBackoff: each hit over the limit doubles the window", async () => {
    const store = await open({ exponentialBackoff: true });
    const ttls = (await hits(store, 6)).map(({ ttl }) => ttl);
    expect(ttls).toEqual([1000, 1000, 1000, 2000, 4000, 8000]);
  });

  it("read looks and counts nothing", async () => {
    const store = await open({});
    expect(await look(store)).toEqual({ current: 0, ttl: 0 });
    await hit(store);
    vi.setSystemTime(NOON + 300);
    expect([await look(store), await look(store)]).toEqual([
      { current: 1, ttl: 700 },
      { current: 1, ttl: 700 },
    ]);
  });

  it("a route with a limit of its own counts by itself, and by its own rules", async () => {
    const store = await open({});
    const routes = [
      { method: "GET", url: "/a" },
      { method: "POST", url: "/a" },
      { method: "GET", url: "/a-b" },
      undefined,
      undefined,
    ].map((routeInfo) => store.child({ continueExceeding: true, routeInfo }));
    for (const route of [store, ...routes]) expect((await hit(route)).current).toBe(1);
    for (const route of routes) await hits(route, MAX - 1);
    vi.setSystemTime(NOON + 500);
    for (const route of routes) expect(await hit(route)).toEqual({ current: 3, ttl: 1000 });
  });

  it("a window of nothing counts nothing", async () => {
    const store = await open({});
    expect([await hit(store, "a", 0), await hit(store, "a", 0)]).toEqual([
      { current: 1, ttl: 0 },
      { current: 1, ttl: 0 },
    ]);
  });
}

describe("@fastify/rate-limit's own store in memory", () => {
  checkCounting(async ({ continueExceeding, exponentialBackoff }) => {
    stopTime();
    return new LocalStore(continueExceeding, exponentialBackoff);
  });
});

onEachBackend("a keyed store under @fastify/rate-limit", (backend) => {
  const open = async (params: FastifyRateLimitParams): Promise<Store> => {
    stopTime();
    const Store = createFastifyRateLimitStore(await openTimedStore(backend), { namespace: "api", clock });
    return new Store(params);
  };
  checkCounting(open);

  it("exponentialBackoff holds in the store, to the end and for any number of hits", async () => {
    const store = await open({ exponentialBackoff: true });
    await hits(store, 5);
    vi.setSystemTime(NOON + 3999);
    expect(await look(store)).toEqual({ current: 5, ttl: 1 });
    vi.setSystemTime(NOON + 4000);
    expect(await look(store)).toEqual({ current: 0, ttl: 0 });
    for (let time = 0; time < 70; time += 1) await hit(store);
    expect(await hit(store)).toEqual({ current: 71, ttl: 2 ** 52 });
  });

  it("KS-ATOM-7 of 200 hits at once that each may move the end each has another count", async () => {
    const store = await open({ continueExceeding: true });
    const counts = await Promise.all(Array.from({ length: 200 }, () => hit(store)));
    expect(counts.map(({ current }) => current).sort((a, b) => a - b)).toEqual(counts.map((_, index) => index + 1));
  });

  it("two registrations count apart, and no key reaches the counter of a route", async () => {
    stopTime();
    const Store = createFastifyRateLimitStore(await openTimedStore(backend), { namespace: "api", clock });
    const [first, second] = [new Store({}), new Store({})];
    const route = first.child({ routeInfo: { method: "GET", url: "/a" } });
    await hit(route, "b");
    for (const key of ["b", "GET:/a b", "* b", "*2 b"]) {
      expect([(await hit(first, key)).current, (await hit(second, key)).current], key).toEqual([1, 1]);
    }
  });

  it("a host that does not say how long a window is is refused by name", async () => {
    const store = await open({});
    await expect(hit(store, "a", Number.NaN)).rejects.toThrow("timeWindow must be a number");
  });

  it("under the host: a route's own limit, and what the client is told", async () => {
    const { load, createStore } = hostNamed("fastify");
    const store = createStore(await openTimedStore(backend), { namespace: "api" });
    const { start } = await load();
    const server = await start({ store, max: 5, windowMs: 3_600_000 });
    onTestFinished(() => server.close());
    const get = async (path: string): Promise<unknown[]> => {
      const { status, headers } = await fetch(`http://127.0.0.1:${server.port}${path}`);
      return [status, headers.get("x-ratelimit-limit"), headers.get("x-ratelimit-remaining")];
    };
    expect([await get("/own"), await get("/own"), await get("/own"), await get("/")]).toEqual([
      [200, "2", "1"],
      [200, "2", "0"],
      [429, "2", "0"],
      [200, "5", "4"],
    ]);
  });
});
