import { describe, expect, it } from "vitest";
import type { RestoreRecord } from "../src/contract/restore.js";
import { openFake } from "./support/open-fake.js";
import { rejection } from "./support/rejection.js";

const OPTIONS = { namespace: "n", maxEntries: 3 };

describe("owners", () => {
  it("tells how full they are", async () => {
    const { store } = await openFake({}, { limits: { maxEntriesPerOwner: 50 } });
    expect(await store.owners()).toEqual([]);
    const b = store.owner("b");
    await b.openKeyedStore<number>(OPTIONS).register("k", 1);
    await b.openKeyedStore<number>({ ...OPTIONS, namespace: "a" }).register("k", 1);
    await store.owner("a").openKeyedStore<number>(OPTIONS).register("k", 1);
    const namespaces = [
      { namespace: "a", entries: 1 },
      { namespace: "n", entries: 1 },
    ];
    expect(await b.usage()).toEqual({
      entries: 2,
      maxEntries: 50,
      namespaces: namespaces.map((usage) => ({ ...usage, maxEntries: 3 })),
    });
    expect(await store.owners()).toEqual([
      { owner: "a", entries: 1, namespaces: [{ namespace: "n", entries: 1 }] },
      { owner: "b", entries: 2, namespaces },
    ]);
    expect(await b.clear()).toBe(2);
    expect(await b.usage()).toEqual({ entries: 0, maxEntries: 50, namespaces: [] });
    expect((await store.owners()).length).toBe(1);
  });

  it("KS-TTL-5 sweeps at most 1,024 rows, or as many as told", async () => {
    let now = 1_000;
    const limits = { maxEntriesPerOwner: 2_000 };
    const { store } = await openFake({}, { limits, clock: () => now });
    const sync = store.openSyncKeyedStore<number>({ namespace: "n", maxEntries: 2_000, defaultTtlMs: 5 });
    for (let i = 0; i < 1_030; i++) sync.register(`k${i}`, i);
    now += 5;
    expect(await store.sweepExpired({ limit: 5 })).toEqual({ removed: 5, more: true });
    expect(await store.sweepExpired()).toEqual({ removed: 1_024, more: true });
    expect(await store.sweepExpired({})).toEqual({ removed: 1, more: false });
    for (const limit of [0, 1.5, -1, "5" as unknown as number, Number.POSITIVE_INFINITY]) {
      expect(await rejection(store.sweepExpired({ limit }))).toMatchObject({
        code: "KEYED_STORE_INVALID_INPUT",
        operation: "sweepExpired",
      });
    }
  });

  it("restore brings entries back with their times, evicts nothing, and says what became of each", async () => {
    const { store } = await openFake({}, { clock: () => 1_000 });
    const keyed = store.openKeyedStore<number>(OPTIONS);
    await keyed.register("new", 1);
    const { restore } = store.owner("default");
    const records = [
      { key: "old", value: 2, createdAt: 10, expiresAt: 5_000 },
      { key: "new", value: 3, createdAt: 10 },
      { key: "gone", value: 4, createdAt: 10, expiresAt: 1_000 },
      { key: "third", value: 5, createdAt: 20, expiresAt: null },
      { key: "fourth", value: 6, createdAt: 30 },
    ];
    expect(await restore("n", records)).toEqual(["restored", "older", "expired", "restored", "full"]);
    expect(await keyed.lookupEntry("old")).toMatchObject({ value: 2, createdAt: 10, expiresAt: 5_000 });
    expect(await restore("n", records.slice(4), { maxEntries: 4 })).toEqual(["restored"]);
    expect(await restore("unopened", records)).toEqual(["restored", "restored", "expired", "restored", "restored"]);
  });

  it("what was restored is not evicted before its namespace is opened by someone who lets it be", async () => {
    const { store } = await openFake({}, { ownerOverflow: "evict-oldest", limits: { maxEntriesPerOwner: 2 } });
    const { restore } = store.owner("default");
    await restore(
      "old",
      ["a", "b"].map((key) => ({ key, value: 1, createdAt: 1 })),
    );
    const full = await rejection(store.openKeyedStore<number>({ namespace: "n", maxEntries: 2 }).register("k", 1));
    expect(full.code).toBe("KEYED_STORE_LIMIT_EXCEEDED");
    expect(await store.openKeyedStore({ namespace: "old", maxEntries: 2 }).count()).toBe(2);
  });

  it.each<[string, unknown, RegExp]>([
    ["no array", "records", /records must be an array/],
    ["no record", [undefined], /records\[0\]/],
    ["a stray member", [{ key: "k", value: 1, created: 1 }], /"created".*"createdAt"/],
    [
      "a bad key",
      [
        { key: "k", value: 1, createdAt: 1 },
        { key: "", value: 1, createdAt: 1 },
      ],
      /records\[1\]: key/,
    ],
    ["a bad value", [{ key: "k", value: 1n, createdAt: 1 }], /records\[0\]: value/],
    ["no createdAt", [{ key: "k", value: 1 }], /records\[0\]: createdAt/],
    ["a bad expiresAt", [{ key: "k", value: 1, createdAt: 1, expiresAt: 0.5 }], /records\[0\]: expiresAt/],
    ["too many", Array.from({ length: 10_001 }, () => ({ key: "k", value: 1, createdAt: 1 })), /10000.*10001/],
  ])("KS-ERR-3 restore refuses %s, and restores none", async (_, records, message) => {
    const { store, fake } = await openFake();
    const error = await rejection(store.owner("o").restore("n", records as RestoreRecord[]));
    expect(error).toMatchObject({
      code: "KEYED_STORE_INVALID_INPUT",
      operation: "restore",
      owner: "o",
      namespace: "n",
    });
    expect(error.message).toMatch(message);
    expect(fake.batches).toEqual([]);
  });
});
