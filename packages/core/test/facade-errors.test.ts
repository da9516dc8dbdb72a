import { describe, expect, it } from "vitest";
import type { KeyedStore } from "../src/contract/keyed-store.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";

const OPTIONS = { owner: "plugin", namespace: "n", maxEntries: 100 };

/** Calls with wrong arguments: the operation, the call, and what the message has to name. */
const MISTAKES: [string, (store: KeyedStore<unknown>) => unknown, RegExp][] = [
  ["register", (store) => store.register("", 1), /key/],
  ["register", (store) => store.register("k", undefined), /value/],
  ["register", (store) => store.register("k", 1, { ttlMs: 0 }), /ttlMs/],
  ["register", (store) => store.register("k", 1, { ttl: 5 } as object), /"ttl".*"ttlMs"/],
  ["registerIfAbsent", (store) => store.registerIfAbsent("k", Number.NaN), /value/],
  ["compareAndSet", (store) => store.compareAndSet("k", 0, 1), /expectedVersion.*null/],
  ["compareAndSet", (store) => store.compareAndSet("k", 1.5, 1), /expectedVersion/],
  ["compareAndSet", (store) => store.compareAndSet("k", undefined as unknown as null, 1), /expectedVersion.*undefined/],
  ["update", (store) => store.update("k", 5 as unknown as () => unknown), /fn/],
  ["touch", (store) => store.touch("k", { ttlMs: -1 }), /ttlMs/],
  ["touch", (store) => store.touch("k", { ttlMs: null, expiresAt: 1 }), /ttlMs and expiresAt/],
  ["touch", (store) => store.touch("k", { ifVersion: 0 }), /ifVersion/],
  ["register", (store) => store.register("k", 1, { expiresAt: 1.5 }), /expiresAt/],
  ["increment", (store) => store.increment("k", { by: Number.NaN }), /by/],
  ["increment", (store) => store.increment("k", { by: "1" as unknown as number }), /by/],
  ["increment", (store) => store.increment("k", { times: 2 } as object), /times/],
  ["lookup", (store) => store.lookup("a\0"), /key/],
  ["lookup", (store) => store.lookup(undefined as unknown as string), /key/],
  ["lookupEntry", (store) => store.lookupEntry("\ud800"), /key/],
  ["lookupMany", (store) => store.lookupMany("abc" as unknown as string[]), /keys/],
  ["lookupMany", (store) => store.lookupMany(["a", ""]), /key/],
  ["lookupMany", (store) => store.lookupMany(Array(10_001).fill("a")), /10000.*10001/],
  ["consume", (store) => store.consume("x".repeat(513)), /513/],
  ["delete", (store) => store.delete("k", { ifVersion: "1" as unknown as number }), /ifVersion/],
  ["delete", (store) => store.delete("k", { version: 1 } as object), /"version".*"ifVersion"/],
  ["iterate", (store) => next(store, { order: "size" }), /order.*"size"/],
  ["iterate", (store) => next(store, { limit: 0 }), /limit/],
  ["iterate", (store) => next(store, { reverse: 1 }), /reverse/],
  ["iterate", (store) => next(store, { order: "age", from: "a" }), /from, to and prefix.*after/],
  ["iterate", (store) => next(store, { after: "a" }), /after/],
  ["iterate", (store) => next(store, { order: "key", after: 5 }), /after/],
  ["iterate", (store) => next(store, { prefix: "a", to: "b" }), /prefix.*from and to/],
  ["keys", (store) => store.keys({ order: "age", prefix: "a" }), /from, to and prefix/],
  ["keys", (store) => store.keys({ prefix: "\ud800" }), /prefix.*surrogate/],
  ["keys", (store) => store.keys({ pre: "a" } as object), /keys options.*"pre"/],
  ["has", (store) => store.has(""), /key/],
  ["count", (store) => store.count({ limit: 1 } as object), /count options.*"limit"/],
  ["clear", (store) => store.clear({ from: "" }), /from/],
  ["clear", (store) => store.clear("a" as unknown as object), /clear options/],
  ["clear", (store) => store.clear(null as unknown as object), /clear options/],
  ["iterate", (store) => next(store, { befor: 5 }), /"befor"/],
];

function next(store: KeyedStore<unknown>, options: object): unknown {
  // The same table serves both kinds of store.
  const entries = store.iterate(options) as Partial<AsyncIterable<unknown> & Iterable<unknown>>;
  return (entries[Symbol.asyncIterator] ?? entries[Symbol.iterator])?.().next();
}

describe("errors of the caller", () => {
  it.each(MISTAKES)("KS-ERR-1 KS-ERR-3 %s rejects, before any I/O: %s", async (operation, call, message) => {
    const { store, fake } = await openFake();
    const result = call(store.openKeyedStore(OPTIONS));
    expect(result).toBeInstanceOf(Promise);
    const error = await rejection(result as Promise<unknown>);
    expect(error).toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      operation,
      backend: "fake",
      owner: "plugin",
      namespace: "n",
      path: "memory:/state/state.sqlite",
      retryable: false,
    });
    expect(error.message).toMatch(message);
    expect(fake.batches).toEqual([]);
  });

  it.each(MISTAKES)("KS-ERR-1 KS-ERR-3 %s throws in the synchronous API", async (operation, call, message) => {
    const { store } = await openFake();
    const sync = store.openSyncKeyedStore<unknown>(OPTIONS) as unknown as KeyedStore<unknown>;
    const error = refusal(() => call(sync));
    expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation, owner: "plugin", namespace: "n" });
    expect(error.message).toMatch(message);
  });

  it.each<[string, () => unknown, RegExp]>([
    ["a promise", async () => 1, /fn.*promise/],
    ["a rejected promise", () => Promise.reject(new Error("nobody hears this")), /fn.*promise/],
    ["no JSON", () => 1n, /value/],
  ])("KS-ERR-3 update refuses %s from its function, and writes nothing", async (_, fn, message) => {
    const { store, fake } = await openFake();
    const errors = [
      await rejection(store.openKeyedStore(OPTIONS).update("k", fn)),
      refusal(() => store.openSyncKeyedStore(OPTIONS).update("k", fn)),
    ];
    for (const error of errors) {
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "update", namespace: "n" });
      expect(error.message).toMatch(message);
    }
    expect(fake.batches).toEqual([["get k"], ["get k"]]);
  });

  it("KS-ERR-3 no message holds the value", async () => {
    const { store } = await openFake({}, { limits: { maxValueBytes: 50 } });
    const keyed = store.openKeyedStore<unknown>(OPTIONS);
    for (const value of [{ secret: "hunter2".repeat(20) }, { secret: ["hunter2", 1n] }, new (class hunter {})()]) {
      const error = await rejection(keyed.register("k", value));
      expect(error.message).not.toContain("hunter2");
    }
  });

  it.each(["INVALID_INPUT", "mine"])("what update's function throws is passed on as it is: %s", async (name) => {
    const { store } = await openFake();
    const mine = Object.assign(new Error(name), { code: "KEYED_STORE_INVALID_INPUT" });
    const fn = () => {
      throw mine;
    };
    await expect(store.openKeyedStore(OPTIONS).update("k", fn)).rejects.toBe(mine);
    expect(() => store.openSyncKeyedStore(OPTIONS).update("k", fn)).toThrow(mine);
    expect(await store.openKeyedStore(OPTIONS).count()).toBe(0);
  });
});
