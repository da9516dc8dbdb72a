import {
  createExpressSessionStore,
  createFastifySessionStore,
  createKoaSessionStore,
  createReactRouterSessionStrategy,
} from "@keyed-store/adapters/session";
import session from "express-session";
import { memoryProvider, openStateStore, type StateStore } from "keyed-store";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { clock, NOON, stopTime } from "../http/timed-store.js";
import { HOSTS, hostNamed } from "./hosts/serve.mjs";

const ONE_DAY_MS = 86_400_000;

async function openMemory(): Promise<StateStore> {
  const store = await openStateStore({ directory: "/memory", backend: "memory", providers: [memoryProvider()], clock });
  onTestFinished(() => store.close());
  return store;
}

/** What is stored, past the adapter. */
async function stored(state: StateStore): Promise<{ key: string; value: unknown; expiresAt?: number | undefined }[]> {
  const options = { owner: "session", namespace: "sessions", maxEntries: Number.POSITIVE_INFINITY };
  const raw = state.openKeyedStore<unknown>({ ...options, overflow: "reject-new", defaultTtlMs: ONE_DAY_MS });
  return (await raw.entries()).map(({ key, value, expiresAt }) => ({ key, value, expiresAt }));
}

const cookie = (expires: Date | null) => ({ originalMaxAge: null, expires });
const called = (work: (callback: (error?: unknown) => void) => void): Promise<unknown> =>
  new Promise((resolve) => {
    work((error) => resolve(error ?? null));
  });

describe("a session whose cookie ends with the browser lives for a day from its last write or touch", () => {
  it("express-session", async () => {
    stopTime();
    const state = await openMemory();
    const store = createExpressSessionStore(state, { host: session });
    const data = { cookie: cookie(null) } as session.SessionData;
    await called((done) => store.set("a", data, done));
    expect(await stored(state)).toMatchObject([{ key: "a", expiresAt: NOON + ONE_DAY_MS }]);
    vi.setSystemTime(NOON + 1000);
    await called((done) => store.touch("a", data, done));
    expect(await stored(state)).toMatchObject([{ expiresAt: NOON + 1000 + ONE_DAY_MS }]);
  });

  it("@fastify/session, koa-session and React Router, or for as long as they are told", async () => {
    stopTime();
    const state = await openMemory();
    const fastify = createFastifySessionStore(state);
    await called((done) => fastify.set("f", { cookie: cookie(null) }, done));
    await called((done) => fastify.set("f5", { cookie: cookie(new Date(NOON + 5)) }, done));
    const koa = createKoaSessionStore(state);
    await koa.set("k", { name: "ada" }, "session");
    await koa.set("k5", { name: "ada" }, 5);
    const strategy = createReactRouterSessionStrategy<{ name: string }>(state);
    await strategy.createData({ name: "ada" });
    await strategy.createData({ name: "ada" }, new Date(NOON + 5));
    expect((await stored(state)).map(({ expiresAt }) => (expiresAt ?? 0) - NOON)).toEqual([
      ONE_DAY_MS,
      5,
      ONE_DAY_MS,
      5,
      ONE_DAY_MS,
      5,
    ]);
  });
});

describe("React Router's strategy", () => {
  it("gives ids that cannot be guessed, and takes what is no id of ours for no session", async () => {
    const strategy = createReactRouterSessionStrategy<{ name: string }>(await openMemory());
    const ids = await Promise.all([1, 2].map(() => strategy.createData({ name: "ada" })));
    for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/);
    expect(new Set(ids).size).toBe(2);
    expect(await strategy.readData(ids[0] ?? "")).toEqual({ name: "ada" });
    for (const wrong of ["", "x", "x".repeat(10_000), { user: 1 }, 7, null]) {
      expect(await strategy.readData(wrong as string)).toBe(null);
      await strategy.deleteData(wrong as string);
    }
    expect(await strategy.readData(ids[0] ?? "")).toEqual({ name: "ada" });
  });
});

describe("express-session's store", () => {
  it("where the host waits for no answer, an error is the store's event, or a warning of the process", async () => {
    const state = await openMemory();
    const heard = createExpressSessionStore(state, { host: session });
    const unheard = createExpressSessionStore(state, { host: session });
    await state.close();
    const event = new Promise((resolve) => {
      heard.on("error", resolve);
    });
    heard.destroy("a");
    expect(await event).toMatchObject({ code: "KEYED_STORE_CLOSED" });
    const warned = new Promise((resolve) => {
      process.once("warning", resolve);
    });
    unheard.destroy("a");
    expect(await warned).toMatchObject({ code: "KEYED_STORE_CLOSED" });
  });

  it("what cannot be JSON is an error of the request", async () => {
    const store = createExpressSessionStore(await openMemory(), { host: session });
    const circle: Record<string, unknown> = { cookie: cookie(null) };
    circle["self"] = circle;
    expect(await called((done) => store.set("a", circle as never, done))).toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
    });
  });

  it("what is no session is an error of the request, which does not show it", async () => {
    const store = createExpressSessionStore(await openMemory(), { host: session });
    const error = await called((done) =>
      store.set("a", { cookie: cookie(null), toJSON: () => "secret" } as never, done),
    );
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
    expect(String(error)).toContain("must be an object, was a string");
    expect(String(error)).not.toContain("secret");
  });

  it("is a store of the host, so that it can regenerate", async () => {
    const store = createExpressSessionStore(await openMemory(), { host: session });
    expect(store).toBeInstanceOf(session.Store);
    expect(store.regenerate).toBe(session.Store.prototype.regenerate);
  });

  it("another host is refused by name", async () => {
    const state = await openMemory();
    for (const wrong of [undefined, {}, { Store: class {} }]) {
      expect(() => createExpressSessionStore(state, { host: wrong } as never)).toThrow(
        "host must be the module express-session",
      );
    }
  });
});

describe.each(HOSTS)("the options of the store for %s", (host) => {
  const { createStore } = hostNamed(host);

  it.each([
    [{ defaultTtl: 5 }, 'Did you mean "defaultTtlMs"?'],
    [{ defaultTtlMs: 0 }, "defaultTtlMs must be a whole number of milliseconds from 1, was 0"],
    [{ namespace: "a b" }, 'was "a b"'],
    [{ maxEntries: -1 }, "maxEntries must be a whole number from 1, or Infinity, was -1"],
    [{ overflow: "evict-oldest" }, "needs maxEntries"],
  ])("%j is refused by name, at once", async (options, message) => {
    expect(() => createStore(openMemory, options)).toThrow(message);
  });

  it("what is no store is refused", () => {
    expect(() => createStore("./state" as never)).toThrow(
      "takes an open store from openStateStore, or a function that opens one",
    );
  });
});
