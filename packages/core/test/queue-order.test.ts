import { describe, expect, it } from "vitest";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("CommitQueue: order and batches", () => {
  it("KS-ATOM-3 KS-ATOM-5 what is issued in one go shares one commit, in the order of issue", async () => {
    const { store, fake } = await openFake();
    const a = store.openKeyedStore<number>(OPTIONS);
    const b = store.openKeyedStore<number>({ ...OPTIONS, owner: "other" });
    await Promise.all([a.register("x", 1), b.register("y", 2), a.delete("x"), a.registerIfAbsent("x", 3)]);
    expect(fake.batches).toEqual([["put x", "put y", "delete x", "put x"]]);
    expect(await a.lookup("x")).toBe(3);
  });

  it("a commit takes no more text than it should, but for a single operation that has more", async () => {
    const { store, fake } = await openFake({}, { limits: { maxValueBytes: 2 ** 24 } });
    const { register } = store.openKeyedStore<string>(OPTIONS);
    const half = "x".repeat(4 * 2 ** 20 - 2);
    await Promise.all(["a", "b", "c", "d", "e"].map((key) => register(key, key === "d" ? half.repeat(3) : half)));
    expect(fake.batches).toEqual([["put a", "put b"], ["put c"], ["put d"], ["put e"]]);
  });

  it("KS-ATOM-3 a backend may do the front of a batch: the rest is asked for again, in order, before what was issued later", async () => {
    const { store, fake } = await openFake({
      most: 2,
      later: async (work) => work(),
      capabilities: { synchronous: false },
    });
    const { register, increment, update, lookup } = store.openKeyedStore<number>(OPTIONS);
    const issued = [
      register("x", 1),
      increment("x"),
      update("x", (value = 0) => value * 10),
      increment("x"),
      lookup("x"),
    ];
    await issued[0];
    const later = register("x", 0);
    expect(await Promise.all(issued)).toMatchObject([undefined, { value: 2 }, true, { value: 21 }, 21]);
    await later;
    expect(fake.batches.slice(0, 2)).toEqual([["put x", "increment x", "get x"], ["get x"]]);
    expect(fake.batches.at(-1)).toContain("put x");
  });

  it("a lone read goes at once, within the call", async () => {
    const { store, fake } = await openFake();
    const promise = store.openKeyedStore(OPTIONS).lookup("x");
    expect(fake.batches).toEqual([["get x"]]);
    await promise;
  });

  it("reads that are answered later and issued in one go share the way there", async () => {
    const { store, fake, scheduler } = await openFake({
      later: async (work) => work(),
      capabilities: { synchronous: false },
    });
    const { lookup } = store.openKeyedStore<number>(OPTIONS);
    const read = Promise.all([lookup("x"), lookup("y"), lookup("z")]);
    await Promise.resolve();
    expect(fake.batches).toEqual([["get x", "get y", "get z"]]);
    await read;
    expect(scheduler.timers).toBe(0);
  });

  it("a lone write waits for no more than a microtask", async () => {
    const { store, fake, scheduler } = await openFake();
    const written = store.openKeyedStore<number>(OPTIONS).register("x", 1);
    expect(fake.batches).toEqual([]);
    await Promise.resolve();
    expect(fake.batches).toEqual([["put x"]]);
    await written;
    expect(scheduler.timers).toBe(0);
  });

  it("KS-ATOM-3 a read keeps its place behind a write", async () => {
    const { store, fake } = await openFake();
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const results = await Promise.all([lookup("x"), register("x", 1), lookup("x"), register("x", 2), lookup("x")]);
    expect(results).toEqual([undefined, undefined, 1, undefined, 2]);
    expect(fake.batches).toEqual([["get x"], ["put x", "get x", "put x", "get x"]]);
  });

  it("KS-ATOM-3 a synchronous operation comes after what was issued before it, in the same commit", async () => {
    const { store, fake } = await openFake();
    const later = store.openKeyedStore<number>(OPTIONS);
    const now = store.openSyncKeyedStore<number>(OPTIONS);
    const first = later.register("x", 1);
    const second = later.delete("x");
    expect(now.registerIfAbsent("x", 3)).toBe(true);
    expect(fake.batches).toEqual([["put x", "delete x", "put x"]]);
    expect(await Promise.all([first, second])).toEqual([undefined, true]);
    expect(now.lookup("x")).toBe(3);
  });

  it("KS-ATOM-3 what follows an update un-awaited takes effect after it", async () => {
    const { store, fake } = await openFake();
    const counter = store.openKeyedStore<number>(OPTIONS);
    const add =
      (n: number) =>
      (current = 0) =>
        current + n;
    await Promise.all([
      counter.register("x", 1),
      counter.update("x", add(1)),
      counter.update("x", add(10)),
      counter.register("y", 5),
      counter.update("y", () => 6),
      counter.register("y", 7),
    ]);
    expect(await counter.lookupMany(["x", "y"])).toEqual([12, 7]);
    expect(fake.batches.slice(0, 7)).toEqual([
      ["put x", "get x"],
      ["put x"],
      ["get x"],
      ["put x"],
      ["put y", "get y"],
      ["put y"],
      ["put y"],
    ]);
  });

  it("a commit takes at most 1,000 transactions", async () => {
    const { store, fake } = await openFake();
    const { register } = store.openKeyedStore<number>(OPTIONS);
    await Promise.all(Array.from({ length: 2_500 }, (_, i) => register(`k${i % 10}`, i)));
    expect(fake.batches.map((batch) => batch.length)).toEqual([1_000, 1_000, 500]);
  });

  it("stores with different clocks share a queue and no commit", async () => {
    const { store, fake, again } = await openFake();
    const other = await again({ clock: () => 5 });
    const a = store.openKeyedStore<number>(OPTIONS);
    const b = other.openKeyedStore<number>(OPTIONS);
    await Promise.all([a.register("x", 1), a.register("y", 1), b.register("x", 2), a.delete("y")]);
    expect(fake.batches).toEqual([["put x", "put y"], ["put x"], ["delete y"]]);
    expect(await a.lookup("x")).toBe(2);
  });

  it("a backend that answers later gets one batch at a time", async () => {
    const answers: (() => void)[] = [];
    const later = <R>(work: () => R) =>
      new Promise<R>((resolve) => {
        answers.push(() => resolve(work()));
      });
    const { store, fake } = await openFake({ later, capabilities: { synchronous: false } });
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const first = register("x", 1);
    await settleMicrotasks();
    const rest = [lookup("x"), register("x", 2), lookup("x")];
    await settleMicrotasks();
    expect(fake.batches).toEqual([["put x"]]);
    answers[0]?.();
    await first;
    await settleMicrotasks();
    expect(fake.batches.slice(1)).toEqual([["get x"]]);
    answers[1]?.();
    await settleMicrotasks();
    expect(fake.batches.slice(2)).toEqual([["put x", "get x"]]);
    answers[2]?.();
    expect(await Promise.all(rest)).toEqual([1, undefined, 2]);
  });

  it("an operation issued inside update's function is completed, and keeps a synchronous one in its order", async () => {
    const { store } = await openFake();
    const later = store.openKeyedStore<number>(OPTIONS);
    const now = store.openSyncKeyedStore<number>(OPTIONS);
    let inner: Promise<void> | undefined;
    const updated = later.update("x", () => {
      inner = later.register("y", 1);
      return (now.lookup("y") ?? 0) + 1;
    });
    const behind = later.register("z", 1);
    expect(await updated).toBe(true);
    await Promise.all([inner, behind]);
    expect(await later.lookupMany(["x", "y", "z"])).toEqual([2, 1, 1]);
    now.update("x", () => {
      inner = later.register("y", 2);
      return 3;
    });
    await inner;
    expect(await later.lookupMany(["x", "y"])).toEqual([3, 2]);
  });

  it("flush, close and probe take their turn, alone", async () => {
    const { store, fake } = await openFake();
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const results = [register("x", 1), store.flush(), register("x", 2), lookup("x"), store.close()];
    await Promise.all(results);
    expect(fake.batches).toEqual([["put x"], ["put x", "get x"]]);
    expect(fake.calls).toEqual(["flush", "close"]);
  });
});
