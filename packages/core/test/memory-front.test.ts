import { describe, expect, it, vi } from "vitest";
import type { KeyedStoreError } from "../src/errors/keyed-store-error.js";
import { createMemoryFront } from "../src/layers/memory-front/create-memory-front.js";
import type { MemoryFrontOptions } from "../src/layers/memory-front/memory-front.js";
import { busy, type FakeOptions } from "./support/fake-provider.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";
import { late, numbersUpTo } from "./support/schemas.js";

async function open(
  options: Partial<MemoryFrontOptions> = {},
  fake: FakeOptions = {},
  defaultTtlMs: number | null = null,
) {
  const time = { now: 1_000_000 };
  const opened = await openFake(fake, { clock: () => time.now, busyTimeoutMs: 0 });
  const handle = opened.store.openKeyedStore<unknown>({ namespace: "seen", maxEntries: 10, defaultTtlMs });
  const errors: [KeyedStoreError["code"], string][] = [];
  const make = (more: Partial<MemoryFrontOptions> = {}) =>
    createMemoryFront(handle, {
      maxEntries: 3,
      onError: ({ code }, key) => errors.push([code, key]),
      ...options,
      ...more,
    });
  return { ...opened, handle, front: make(), make, errors, time };
}

/** A backend that does nothing until it is let. */
function gate() {
  const waiting: (() => void)[] = [];
  const later = <R>(work: () => R): Promise<R> =>
    new Promise((resolve) => waiting.push(() => resolve(Promise.resolve().then(work))));
  const letThrough = async (): Promise<void> => {
    await settleMicrotasks();
    while (waiting.length > 0) {
      waiting.shift()?.();
      await settleMicrotasks();
    }
  };
  return { options: { capabilities: { synchronous: false }, later }, letThrough };
}

describe("a memory front", () => {
  it("KS-FRONT-1 answers at once and is written behind, in the order of the calls", async () => {
    const { front, handle, fake } = await open();
    expect(front.record("a", 1)).toBe(true);
    expect(front.record("b", 2)).toBe(true);
    expect(front.record("a", 3)).toBe(true);
    expect([front.peek("a"), front.peek("b"), front.peek("c")]).toEqual([3, 2, undefined]);
    await front.flush();
    expect(fake.batches.flat()).toEqual(["put a", "put b", "put a"]);
    expect((await handle.entries()).map(({ key, value }) => [key, value])).toEqual([
      ["b", 2],
      ["a", 3],
    ]);
  });

  it("KS-FRONT-1 what is recorded is captured, and what is given is the caller's own", async () => {
    const { front } = await open();
    const value = { list: [1] };
    front.record("a", value);
    value.list.push(2);
    const given = front.peek("a") as typeof value;
    expect(given).toEqual({ list: [1] });
    given.list.push(3);
    expect(front.peek("a")).toEqual({ list: [1] });
  });

  it("KS-FRONT-1 memory drops the oldest written first, and looking keeps nothing alive", async () => {
    const { front, time } = await open();
    for (const key of ["a", "b", "c"]) front.record(key, key);
    front.peek("a");
    front.record("b", "again");
    front.record("d", "d");
    expect(["a", "b", "c", "d"].map((key) => front.peek(key))).toEqual([undefined, "again", "c", "d"]);
    front.record("old", "old", { at: time.now - 5 });
    expect(["b", "c", "d", "old"].map((key) => front.peek(key))).toEqual(["again", "c", "d", undefined]);
    expect(await front.lookup("old")).toBe("old");
  });

  it("KS-FRONT-1 an entry expires in memory as in the store, counted from when it happened", async () => {
    const { front, handle, time } = await open({}, {}, 100);
    front.record("a", 1, { at: time.now - 40 });
    front.record("b", 1, { ttlMs: null, at: time.now - 1_000 });
    front.record("gone", 1, { at: time.now - 100 });
    front.record("ahead", 1, { at: time.now + 1_000, ttlMs: 50 });
    await front.flush();
    expect(await handle.lookupEntry("a")).toMatchObject({ expiresAt: time.now + 60 });
    expect(await handle.lookupEntry("b")).not.toHaveProperty("expiresAt");
    expect([front.peek("gone"), await handle.lookup("gone")]).toEqual([undefined, undefined]);
    expect(await handle.lookupEntry("ahead")).toMatchObject({ expiresAt: time.now + 50 });
    time.now += 59;
    expect(front.peek("a")).toBe(1);
    time.now += 1;
    expect([front.peek("a"), front.peek("b"), await front.lookup("a")]).toEqual([undefined, 1, undefined]);
  });

  it("KS-FRONT-2 a failing store is told of and never makes record throw", async () => {
    const { front, errors, handle, store } = await open(
      {},
      {
        before: (batch) => {
          if (batch.some(([first]) => first.kind === "put")) throw busy();
        },
      },
    );
    expect(front.record("a", 1)).toBe(true);
    await front.flush();
    expect([front.peek("a"), await handle.lookup("a"), errors]).toEqual([1, undefined, [["KEYED_STORE_BUSY", "a"]]]);
    await store.close();
    expect(front.record("b", 2)).toBe(true);
    await front.flush();
    expect([front.peek("b"), errors[1]]).toEqual([2, ["KEYED_STORE_CLOSED", "b"]]);
  });

  it("KS-FRONT-2 a handler that throws disturbs nothing and is reported once", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const { make, store } = await open();
    const front = make({
      onError: () => {
        throw new Error("mine");
      },
    });
    await store.close();
    front.record("a", 1);
    front.record("b", 1);
    await front.flush();
    await settleMicrotasks();
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([expect.stringContaining("onError of keyed-store")]);
    warn.mockRestore();
  });

  it("KS-FRONT-2 only so many writes are under way; the others wait, and each key once", async () => {
    const { options, letThrough } = gate();
    const { front, fake, errors } = await open({ maxBacklog: 2 }, options);
    const results = ["a", "b", "c", "c"].map((key, i) => front.record(key, i));
    expect(results).toEqual([true, true, false, false]);
    await letThrough();
    await front.flush();
    expect(fake.batches).toEqual([["put a", "put b"], ["put c"]]);
    expect([front.peek("c"), errors]).toEqual([3, []]);
  });

  it("KS-FRONT-2 flush sends what waits, and what memory cannot hold until then is told of", async () => {
    const { options, letThrough } = gate();
    const { front, fake, errors } = await open({ maxBacklog: 1, maxEntries: 2 }, options);
    for (const key of ["a", "b", "c", "d"]) front.record(key, key);
    const flushed = front.flush();
    await letThrough();
    await flushed;
    expect(fake.batches.flat()).toEqual(["put a", "put c", "put d"]);
    expect(errors).toEqual([["KEYED_STORE_LIMIT_EXCEEDED", "b"]]);
  });

  it("KS-FRONT-3 a new front is warmed with the youngest, their ages and expiries", async () => {
    const { handle, make, time } = await open();
    for (const key of ["a", "b", "c", "d"]) {
      await handle.register(key, key, { ttlMs: 100 });
      time.now += 10;
    }
    const front = make();
    expect(await front.warmup()).toBe(3);
    expect(["a", "b", "c", "d"].map((key) => front.peek(key))).toEqual([undefined, "b", "c", "d"]);
    front.record("e", "e");
    expect([front.peek("b"), front.peek("c")]).toEqual([undefined, "c"]);
    time.now += 80;
    expect([front.peek("c"), front.peek("d")]).toEqual([undefined, "d"]);
  });

  it("KS-FRONT-3 warming reads page by page and overwrites nothing newer", async () => {
    const { store, make } = await open();
    const many = store.openKeyedStore<number>({ namespace: "many", maxEntries: 600 });
    for (let i = 0; i < 600; i++) await many.register(`k${i}`, i);
    const front = createMemoryFront(many, { maxEntries: 550, onError: () => {} });
    front.record("k599", -1);
    expect(await front.warmup()).toBe(549);
    expect(["k599", "k598", "k50", "k49"].map((key) => front.peek(key))).toEqual([-1, 598, 50, undefined]);
    expect(await make().warmup()).toBe(0);
  });

  it("KS-FRONT-3 warming leaves out what cannot be given", async () => {
    const { store } = await open();
    const limit = { max: 9 };
    const checked = store.openKeyedStore({ namespace: "checked", maxEntries: 5, schema: numbersUpTo(limit) });
    for (const amount of [1, 9, 2]) await checked.register(`k${amount}`, amount);
    limit.max = 5;
    const front = createMemoryFront(checked, { maxEntries: 5, onError: () => {} });
    expect(await front.warmup()).toBe(2);
    expect(["k1", "k9", "k2"].map((key) => front.peek(key))).toEqual([1, undefined, 2]);
    expect(await rejection(front.lookup("k9"))).toMatchObject({ code: "KEYED_STORE_CORRUPT", operation: "lookup" });
  });

  it("KS-FRONT-3 what memory lacks is looked up and keeps its age and expiry", async () => {
    const { handle, front, time } = await open();
    await handle.register("a", 1, { ttlMs: 100 });
    time.now += 60;
    expect([front.peek("a"), await front.lookup("a"), front.peek("a")]).toEqual([undefined, 1, 1]);
    for (const key of ["b", "c", "d"]) front.record(key, key);
    expect(front.peek("a")).toBeUndefined();
    expect(await front.lookup("a")).toBe(1);
    time.now += 40;
    expect(await front.lookup("a")).toBeUndefined();
  });

  it("KS-FRONT-4 what is forgotten is gone from memory at once and from the store, also while it is looked up", async () => {
    const { options, letThrough } = gate();
    const { front, handle } = await open({ maxBacklog: 1 }, options);
    front.record("a", 1);
    front.record("b", 1);
    const forgotten = Promise.all([front.forget("a"), front.forget("b")]);
    expect([front.peek("a"), front.peek("b")]).toEqual([undefined, undefined]);
    await letThrough();
    await forgotten;
    const entries = handle.entries();
    await letThrough();
    expect(await entries).toEqual([]);
  });

  it("KS-FRONT-4 an answer that was overtaken by forget or record is not kept", async () => {
    const { options, letThrough } = gate();
    const { front, handle } = await open({}, options);
    const written = Promise.all([handle.register("a", 1), handle.register("b", 1)]);
    await letThrough();
    await written;
    const looked = Promise.all([front.lookup("a"), front.lookup("b")]);
    const forgotten = front.forget("a");
    front.record("b", 2);
    await letThrough();
    expect(await looked).toEqual([1, 1]);
    await forgotten;
    expect([front.peek("a"), front.peek("b")]).toEqual([undefined, 2]);
  });

  it("KS-FRONT-4 forget rejects where the store fails, and memory has forgotten all the same", async () => {
    const { front, store } = await open();
    front.record("a", 1);
    await front.flush();
    await store.close();
    expect(await rejection(front.forget("b"))).toMatchObject({ code: "KEYED_STORE_CLOSED", operation: "forget" });
    expect(front.peek("a")).toBe(1);
  });

  it("KS-ERR-3 bad input is thrown by the name of the argument, and nothing is recorded", async () => {
    const { front, store, make } = await open();
    const bad: [() => unknown, string][] = [
      [() => front.record("", 1), "key"],
      [() => front.record("a", new Date()), "Date"],
      [() => front.record("a", 1, { ttlMs: 0 }), "ttlMs"],
      [() => front.record("a", 1, { at: 1.5 }), "at"],
      [() => front.record("a", 1, { ttl: 5 } as never), "ttlMs"],
      [() => make({ maxEntries: 0 }), "maxEntries"],
      [() => make({ maxBacklog: -1 }), "maxBacklog"],
      [() => make({ onError: undefined as never }), "onError"],
      [() => createMemoryFront({} as never, { maxEntries: 1, onError() {} }), "openKeyedStore"],
    ];
    for (const [work, part] of bad) {
      const error = refusal(work);
      expect(error.code).toBe("KEYED_STORE_INVALID_INPUT");
      expect(error.message).toContain(part);
    }
    expect(front.peek("a")).toBeUndefined();
    const checked = store.openKeyedStore({ namespace: "checked", maxEntries: 5, schema: numbersUpTo({ max: 5 }) });
    const strict = createMemoryFront(checked, { maxEntries: 3, onError() {} });
    expect(refusal(() => strict.record("a", 6)).code).toBe("KEYED_STORE_INVALID_INPUT");
    expect([strict.record("a", 5), strict.peek("a")]).toEqual([true, 5]);
    const waits = store.openKeyedStore({ namespace: "late", maxEntries: 5, schema: late(numbersUpTo({ max: 5 })) });
    const front2 = createMemoryFront(waits, { maxEntries: 3, onError() {} });
    expect(refusal(() => front2.record("a", 5))).toMatchObject({
      code: "KEYED_STORE_UNSUPPORTED",
      operation: "record",
    });
  });
});
