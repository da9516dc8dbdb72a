import { describe, expect, it } from "vitest";
import type { Outcome } from "../src/backend/transaction.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";

const OPTIONS = { namespace: "n", maxEntries: 100 };

describe("operations", () => {
  it("KS-VALUE-2 a value is captured before the call returns", async () => {
    const { store } = await openFake();
    const keyed = store.openKeyedStore<{ tags: string[] }>(OPTIONS);
    const value = { tags: ["a"] };
    const keys = ["k", "l"];
    const written = keyed.register("k", value);
    value.tags.push("b");
    await written;
    const read = keyed.lookupMany(keys);
    keys.length = 0;
    expect(await read).toEqual([{ tags: ["a"] }, undefined]);
  });

  it("KS-TTL-3 each write sets expiry anew: its own, else the default, else none; null is never", async () => {
    let now = 1_000;
    const { store } = await openFake({}, { clock: () => now });
    const keyed = store.openKeyedStore<number>({ ...OPTIONS, defaultTtlMs: 100 });
    const expiry = async () => (await keyed.lookupEntry("k"))?.expiresAt;
    await keyed.register("k", 1, { ttlMs: 7 });
    expect(await expiry()).toBe(1_007);
    await keyed.register("k", 1);
    expect(await expiry()).toBe(1_100);
    await keyed.register("k", 1, { ttlMs: undefined });
    expect(await expiry()).toBe(1_100);
    await keyed.update("k", () => 2, { ttlMs: 9 });
    expect(await expiry()).toBe(1_009);
    await keyed.register("k", 1, { ttlMs: null });
    expect(await keyed.lookupEntry("k")).toEqual({ key: "k", value: 1, createdAt: 1_000, version: 5 });
    expect(await keyed.touch("k", { ttlMs: 50 })).toBe(true);
    expect(await keyed.lookupEntry("k")).toMatchObject({ expiresAt: 1_050, version: 5 });
    now = 1_050;
    expect(await keyed.lookup("k")).toBe(undefined);
    expect(await keyed.touch("k", { ttlMs: 50 })).toBe(false);
  });

  it("gives what each operation promises, now and later alike", async () => {
    const { store } = await openFake();
    const later = store.openKeyedStore<number | null | string>({ ...OPTIONS, namespace: "later" });
    const now = store.openSyncKeyedStore<number | null | string>({ ...OPTIONS, namespace: "now" });
    for (const keyed of [later, now]) {
      expect(await keyed.register("a", 1)).toBe(undefined);
      expect(await keyed.registerIfAbsent("a", 2)).toBe(false);
      expect(await keyed.registerIfAbsent("b", null)).toBe(true);
      const { version = 0 } = (await keyed.lookupEntry("a")) ?? {};
      expect(await keyed.compareAndSet("a", version, 2)).toBe(true);
      expect(await keyed.compareAndSet("a", version, 3)).toBe(false);
      expect(await keyed.compareAndSet("a", null, 3)).toBe(false);
      expect(await keyed.compareAndSet("c", null, "")).toBe(true);
      expect(await keyed.update("c", (text) => `${text}!`)).toBe(true);
      expect(await keyed.update("c", () => undefined)).toBe(false);
      expect(await keyed.lookupMany(["c", "x", "a", "c"])).toEqual(["!", undefined, 2, "!"]);
      expect((await keyed.entries()).map(({ key }) => key)).toEqual(["b", "a", "c"]);
      expect(await keyed.count()).toBe(3);
      expect(await keyed.consume("b")).toBe(null);
      expect(await keyed.consume("b")).toBe(undefined);
      expect(await keyed.delete("a", { ifVersion: version })).toBe(false);
      expect(await keyed.delete("a")).toBe(true);
      expect(await keyed.delete("a")).toBe(false);
      expect(await keyed.clear()).toBe(1);
    }
  });

  it("methods work without their object", async () => {
    const { store } = await openFake();
    const { register, lookup } = store.openKeyedStore<number>(OPTIONS);
    await register("k", 1);
    expect(await lookup("k")).toBe(1);
  });

  it("CONFLICT when update or a judged consume lost 100 races", async () => {
    let puts = 0;
    const execute = (batch: readonly (readonly { kind: string }[])[]): Outcome[] =>
      batch.map(([command]) => {
        if (command?.kind === "put") puts++;
        const found = { key: "k", json: "1", createdAt: 1, expiresAt: null, version: 1 };
        return { status: "done", results: [command?.kind === "get" ? found : false] };
      });
    const { store } = await openFake({ execute });
    const error = await rejection(store.openKeyedStore<number>(OPTIONS).update("k", (n = 0) => n + 1));
    expect(error).toMatchObject({ code: "KEYED_STORE_CONFLICT", operation: "update", retryable: true });
    expect(puts).toBe(100);
    puts = 0;
    const sync = refusal(() => store.openSyncKeyedStore<number>(OPTIONS).update("k", (n = 0) => n + 1));
    expect(sync).toMatchObject({ code: "KEYED_STORE_CONFLICT", operation: "update", retryable: true });
    expect(puts).toBe(100);
  });

  it("update starts again from what another process left", async () => {
    const { store, rival } = await openFake();
    const counter = store.openKeyedStore<number>(OPTIONS);
    const other = (await rival()).openSyncKeyedStore<number>(OPTIONS);
    let races = 3;
    await counter.update("k", (n = 0) => {
      if (races-- > 0) other.register("k", n + 10);
      return n + 1;
    });
    expect(await counter.lookup("k")).toBe(31);
  });

  it("KS-LIFE-4 what would change a read-only store is UNSUPPORTED; reading works", async () => {
    const { store, again, fake } = await openFake();
    await store.openKeyedStore<number>(OPTIONS).register("k", 1);
    fake.batches.length = 0;
    const readOnly = await again({ access: "read-only" });
    const keyed = readOnly.openKeyedStore<number>(OPTIONS);
    const sync = readOnly.openSyncKeyedStore<number>(OPTIONS);
    const scope = readOnly.owner("default");
    const changes: [string, () => Promise<unknown>][] = [
      ["register", () => keyed.register("k", 2)],
      ["registerIfAbsent", () => keyed.registerIfAbsent("k", 2)],
      ["compareAndSet", () => keyed.compareAndSet("k", null, 2)],
      ["update", () => keyed.update("k", () => 2)],
      ["touch", () => keyed.touch("k", { ttlMs: 5 })],
      ["consume", () => keyed.consume("k")],
      ["delete", () => keyed.delete("k")],
      ["clear", () => keyed.clear()],
      ["clear", () => scope.clear()],
      ["restore", () => scope.restore("n", [])],
      ["atomic", () => scope.atomic().delete(keyed, "k").commit()],
      ["sweepExpired", () => readOnly.sweepExpired()],
    ];
    for (const [operation, change] of changes) {
      expect(await rejection(change())).toMatchObject({ code: "KEYED_STORE_UNSUPPORTED", operation });
    }
    expect(refusal(() => sync.clear()).code).toBe("KEYED_STORE_UNSUPPORTED");
    expect(fake.batches).toEqual([]);
    expect(await keyed.lookup("k")).toBe(1);
    expect(sync.count()).toBe(1);
    await readOnly.flush();
    expect(fake.calls).toEqual([]);
    const { steps } = await readOnly.probe();
    expect(steps.find(({ name }) => name === "write-read-delete")?.message).toMatch(/read-only/);
  });
});
