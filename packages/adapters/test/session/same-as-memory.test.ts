import { createExpressSessionStore } from "@keyed-store/adapters/session";
import session from "express-session";
import { openStateStore } from "keyed-store";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { onEachBackend } from "../http/backends.js";
import { NOON, openTimedStore, stopTime } from "../http/timed-store.js";
import { makeDirectory } from "../support/make-directory.js";
import { openBrowser } from "./browser.js";
import { HOSTS, hostNamed } from "./hosts/serve.mjs";

describe.each(HOSTS)("%s over HTTP", (host) => {
  async function checkSessions(store?: unknown): Promise<void> {
    const { start } = await hostNamed(host).load();
    const server = await start({ store, maxAgeMs: 3_600_000 });
    onTestFinished(() => server.close());
    const ada = openBrowser(`http://127.0.0.1:${server.port}`);
    expect(await ada.get("/me")).toBe("nobody");
    expect(await ada.get("/login?name=ada")).toBe("in");
    expect([await ada.get("/me"), await ada.get("/me")]).toEqual(["ada", "ada"]);
    const stolen = ada.copy();
    expect(await ada.get("/logout")).toBe("out");
    expect([await ada.get("/me"), await stolen.get("/me")]).toEqual(["nobody", "nobody"]);
  }

  // koa-session brings no store: without one, a session lives in its cookie, which nobody can end.
  it.skipIf(host === "koa")("a session begins and ends: the host's own store in memory", () => checkSessions());
  onEachBackend("a session begins and ends: a keyed store", (backend) => {
    it("which it opened, and which is closed with it", async () => {
      const opened: Awaited<ReturnType<typeof openStateStore>>[] = [];
      const store = hostNamed(host).createStore(async () => {
        const state = await openStateStore({ directory: makeDirectory(), backend });
        opened.push(state);
        return state;
      });
      await checkSessions(store);
      await store.close();
      expect(opened).toHaveLength(1);
      await expect(opened[0]?.owners()).rejects.toMatchObject({ code: "KEYED_STORE_CLOSED" });
    });
  });
});

type Store = Required<session.Store>;

/** What holds of express-session's own store in memory as well: what that fails is a mistake of the test. */
function checkStore(open: () => Promise<Store>): void {
  const call = <R>(work: (callback: (error: unknown, value?: R) => void) => void): Promise<R | undefined> =>
    new Promise((resolve, reject) => {
      work((error, value) => (error ? reject(error as Error) : resolve(value)));
    });
  const get = (store: Store, id: string) => call<session.SessionData | null>((done) => store.get(id, done));
  const sessionOf = (name: string, expires: number | null): session.SessionData => {
    const cookie = new session.Cookie();
    cookie.expires = expires === null ? null : new Date(expires);
    return Object.assign({ cookie }, { name, at: new Date(0), nothing: undefined });
  };
  const set = (store: Store, id: string, data: session.SessionData) => call((done) => store.set(id, data, done));
  const touch = (store: Store, id: string, data: session.SessionData) =>
    call((done) => store.touch(id, data, done as () => void));
  const destroy = (store: Store, id: string) => call((done) => store.destroy(id, done));
  const expiryOf = (data: session.SessionData | null | undefined) =>
    data?.cookie.expires === undefined || data.cookie.expires === null ? null : new Date(data.cookie.expires).getTime();

  it("keeps what JSON keeps, until the cookie ends", async () => {
    const store = await open();
    expect((await get(store, "a")) ?? null).toBe(null);
    await set(store, "a", sessionOf("ada", NOON + 1000));
    expect(await get(store, "a")).toMatchObject({ name: "ada", at: "1970-01-01T00:00:00.000Z" });
    vi.setSystemTime(NOON + 999);
    expect(await get(store, "a")).toMatchObject({ name: "ada" });
    vi.setSystemTime(NOON + 1000);
    expect((await get(store, "a")) ?? null).toBe(null);
  });

  it("touch moves the end, and changes nothing else", async () => {
    const store = await open();
    await set(store, "a", sessionOf("ada", NOON + 1000));
    await touch(store, "a", sessionOf("eve", NOON + 5000));
    const touched = await get(store, "a");
    expect([touched, expiryOf(touched)]).toEqual([expect.objectContaining({ name: "ada" }), NOON + 5000]);
    vi.setSystemTime(NOON + 4999);
    expect(await get(store, "a")).toMatchObject({ name: "ada" });
    vi.setSystemTime(NOON + 5000);
    expect((await get(store, "a")) ?? null).toBe(null);
  });

  it("touch brings back no session that was destroyed or has ended", async () => {
    const store = await open();
    await set(store, "a", sessionOf("ada", NOON + 1000));
    await set(store, "b", sessionOf("bob", NOON + 1000));
    await destroy(store, "a");
    await touch(store, "a", sessionOf("ada", NOON + 9000));
    vi.setSystemTime(NOON + 1000);
    await touch(store, "b", sessionOf("bob", NOON + 9000));
    expect([await get(store, "a"), await get(store, "b")].map((found) => found ?? null)).toEqual([null, null]);
  });

  it("a session whose cookie has ended already is gone", async () => {
    const store = await open();
    await set(store, "a", sessionOf("ada", NOON + 1000));
    await set(store, "a", sessionOf("ada", NOON - 1));
    expect((await get(store, "a")) ?? null).toBe(null);
  });

  it("all, length and clear; destroying what is not there is no failure", async () => {
    const store = await open();
    for (const id of ["a", "b", "__proto__"]) await set(store, id, sessionOf(id, NOON + 1000));
    await set(store, "gone", sessionOf("gone", NOON + 10));
    vi.setSystemTime(NOON + 10);
    const all = await call<Record<string, session.SessionData>>((done) => store.all(done as never));
    expect(Object.keys(all ?? {}).sort()).toEqual(["__proto__", "a", "b"]);
    expect(all?.["a"]).toMatchObject({ name: "a" });
    expect(await call<number>((done) => store.length(done))).toBe(3);
    await destroy(store, "nobody");
    await call((done) => store.clear(done));
    expect(await call<number>((done) => store.length(done))).toBe(0);
  });

  it("the host makes its sessions of it", async () => {
    const store = await open();
    await set(store, "a", sessionOf("ada", NOON + 1000));
    const loaded = await call<session.SessionData>((done) => store.load("a", done));
    expect([loaded, expiryOf(loaded)]).toEqual([expect.objectContaining({ id: "a", name: "ada" }), NOON + 1000]);
  });
}

describe("express-session's own store in memory", () => {
  checkStore(async () => {
    stopTime();
    return new session.MemoryStore() as Store; // the host has all of it
  });
});

onEachBackend("a keyed store under express-session", (backend) => {
  const open = async (): Promise<Store> => {
    stopTime();
    return createExpressSessionStore(await openTimedStore(backend), { host: session });
  };
  checkStore(open);
});
