import { describe, expect, it } from "vitest";
import { KeyedStoreError } from "../src/errors/keyed-store-error.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("CommitQueue: failures", () => {
  it("KS-ATOM-5 operations of one commit fail one by one", async () => {
    const { store } = await openFake();
    const small = store.openKeyedStore<number>({ namespace: "small", maxEntries: 1, overflow: "reject-new" });
    const results = await Promise.allSettled([
      small.register("a", 1),
      small.register("b", 2),
      small.register("a", 3),
      small.registerIfAbsent("a", 4),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(results[3]).toMatchObject({ value: false });
    expect(results[1]).toMatchObject({
      reason: { code: "KEYED_STORE_LIMIT_EXCEEDED", operation: "register", namespace: "small", backend: "fake" },
    });
    expect(await small.entries()).toMatchObject([{ key: "a", value: 3 }]);
  });

  it("an engine that fails fails all of the commit, and none after it", async () => {
    let failing = true;
    const { store } = await openFake({
      before: () => {
        if (failing) throw new KeyedStoreError("KEYED_STORE_WRITE_FAILED", "The disk is full.", { retryable: true });
      },
    });
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const errors = await Promise.all([rejection(register("x", 1)), rejection(lookup("x"))]);
    for (const error of errors) expect(error).toMatchObject({ code: "KEYED_STORE_WRITE_FAILED", retryable: true });
    expect(errors.map(({ operation }) => operation)).toEqual(["register", "lookup"]);
    failing = false;
    await register("x", 2);
    expect(await lookup("x")).toBe(2);
  });

  it("KS-ERR-1 what a backend should not throw is told as a failure of it, with the cause and without its words", async () => {
    const cause = new TypeError("value was hunter2");
    const { store } = await openFake({
      before: () => {
        throw cause;
      },
    });
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    const error = await rejection(register("x", 1));
    expect(error).toMatchObject({ code: "KEYED_STORE_WRITE_FAILED", operation: "register", cause });
    expect(error.message).not.toContain("hunter2");
    expect((await rejection(lookup("x"))).code).toBe("KEYED_STORE_READ_FAILED");
  });

  it("KS-LIFE-2 nothing hangs on a backend that forgets an outcome, or rejects", async () => {
    const { store } = await openFake({ execute: () => [] });
    expect((await rejection(store.openKeyedStore<number>(OPTIONS).register("x", 1))).code).toBe(
      "KEYED_STORE_WRITE_FAILED",
    );
    const other = await openFake({
      capabilities: { synchronous: false },
      execute: () => Promise.reject(new Error("gone")),
    });
    expect((await rejection(other.store.openKeyedStore<number>(OPTIONS).lookup("x"))).code).toBe(
      "KEYED_STORE_READ_FAILED",
    );
  });

  it("a backend that says it is synchronous, and is not, is found out", async () => {
    const { store } = await openFake({ execute: () => new Promise(() => {}) });
    const error = refusal(() => store.openSyncKeyedStore<number>(OPTIONS).lookup("x"));
    expect(error).toMatchObject({ code: "KEYED_STORE_UNSUPPORTED", operation: "lookup" });
  });

  it("a clock that uses its store is refused, and harms nothing", async () => {
    let meddle: () => unknown = () => undefined;
    const clock = () => {
      meddle();
      return 1_000;
    };
    const { store } = await openFake({}, { clock });
    const now = store.openSyncKeyedStore<number>(OPTIONS);
    const later = store.openKeyedStore<number>(OPTIONS);
    let seen: unknown;
    meddle = () => {
      meddle = () => undefined;
      seen = refusal(() => now.lookup("x"));
    };
    now.register("x", 1);
    expect(seen).toMatchObject({ code: "KEYED_STORE_UNSUPPORTED", operation: "lookup" });
    let inner: Promise<unknown> | undefined;
    meddle = () => {
      meddle = () => undefined;
      inner = later.lookup("x");
    };
    await later.register("x", 2);
    expect(await inner).toBe(2);
    await settleMicrotasks();
  });

  it("a clock that gives no time is the caller's mistake", async () => {
    let now: unknown = 1_000;
    const { store } = await openFake({}, { clock: () => now as number });
    const { register, lookupEntry } = store.openKeyedStore<number>(OPTIONS);
    for (const bad of ["noon", -1, Number.NaN, 9e15, undefined, new Date()]) {
      now = bad;
      const error = await rejection(register("x", 1));
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "register" });
      expect(error.message).toContain("clock");
    }
    now = 1_000.7;
    await register("x", 1);
    expect(await lookupEntry("x")).toMatchObject({ createdAt: 1_000 });
  });
});
