import { describe, expect, it } from "vitest";
import type { Claim } from "../src/contract/claim.js";
import type { Claims } from "../src/layers/claims/claims.js";
import { createClaims } from "../src/layers/claims/create-claims.js";
import { openFake } from "./support/open-fake.js";
import { refusal } from "./support/refusal.js";
import { rejection } from "./support/rejection.js";
import { numbersUpTo } from "./support/schemas.js";

async function open(maxEntries = 5, defaultTtlMs: number | null = null) {
  const time = { now: 1_000_000 };
  const { store } = await openFake({}, { clock: () => time.now });
  const handle = store.openKeyedStore<unknown>({
    namespace: "events",
    maxEntries,
    defaultTtlMs,
    overflow: "reject-new",
  });
  return { store, handle, claims: createClaims<string | null>(handle), time };
}

async function claimed<T>(claims: Claims<T>, ...keys: string[]): Promise<Claim<T>> {
  const result = await claims.claimMany(keys);
  if (result.status !== "claimed") throw new Error(`${keys.join()} is ${result.status}`);
  return result.claim;
}

describe("claims", () => {
  it("KS-CLAIM-1 gives a key to one, and tells the others until when", async () => {
    const { claims, time } = await open();
    const results = await Promise.all([claims.claim("k", { leaseMs: 50 }), claims.claim("k"), claims.claim("k")]);
    expect(results.map(({ status }) => status)).toEqual(["claimed", "in-flight", "in-flight"]);
    expect(results[1]).toEqual({ status: "in-flight", until: time.now + 50 });
  });

  it("KS-CLAIM-2 a committed key is a duplicate, with what was committed", async () => {
    const { claims, time } = await open();
    expect(await (await claimed(claims, "k")).commit("sent", { ttlMs: 100 })).toBe(true);
    time.now += 99;
    expect(await claims.claim("k")).toMatchObject({
      status: "duplicate",
      entry: { key: "k", value: "sent", createdAt: time.now - 99, expiresAt: time.now + 1 },
    });
    expect(await claims.lookup("k")).toMatchObject({ value: "sent" });
    time.now += 1;
    expect(await claims.lookup("k")).toBeUndefined();
    expect(await claims.claim("k")).toMatchObject({ status: "claimed" });
    expect(await claims.lookup("k")).toBeUndefined();
  });

  it("KS-CLAIM-2 what is committed without a value is null, and lives as the store says", async () => {
    const { claims, time } = await open(5, 30);
    await (await claimed(claims, "k")).commit();
    expect(await claims.lookup("k")).toMatchObject({ value: null, expiresAt: time.now + 30 });
  });

  it("KS-CLAIM-3 a lost claim does nothing, however late, to who came after", async () => {
    const { claims, time } = await open();
    const first = await claimed(claims, "k");
    time.now += 60_000;
    const second = await claimed(claims, "k");
    expect([await first.commit("late"), await first.release(), await first.renew()]).toEqual([false, false, false]);
    expect(await second.commit("mine")).toBe(true);
    expect([await second.commit("again"), await second.release(), await first.release()]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await claims.lookup("k")).toMatchObject({ value: "mine" });
  });

  it("KS-CLAIM-3 a claim is lost at the exact end of its lease, though nobody took it", async () => {
    const { claims, time } = await open();
    const claim = await claimed(claims, "k");
    time.now += 59_999;
    expect(await claim.renew({ leaseMs: 10 })).toBe(true);
    time.now += 10;
    expect(await claim.commit("late")).toBe(false);
  });

  it("KS-CLAIM-3 a claim is renewed for as long as its latest lease, where no other is given", async () => {
    const { claims, time } = await open();
    const result = await claims.claim("k", { leaseMs: 1_000 });
    const claim = result.status === "claimed" ? result.claim : undefined;
    time.now += 999;
    expect(await claim?.renew()).toBe(true);
    expect(await claims.claim("k")).toEqual({ status: "in-flight", until: time.now + 1_000 });
    expect(await Promise.all([claim?.renew({ leaseMs: 10 }), claim?.renew({})])).toEqual([true, true]);
    expect(await claims.claim("k")).toEqual({ status: "in-flight", until: time.now + 10 });
    await rejection(claim?.renew({ leaseMs: 0 }) ?? Promise.resolve());
    expect(await claim?.renew()).toBe(true);
    time.now += 10;
    expect(await claim?.commit("late")).toBe(false);
  });

  it("KS-CLAIM-3 what was released is as if it had never been claimed", async () => {
    const { claims, handle } = await open();
    const claim = await claimed(claims, "k");
    expect(await claim.release()).toBe(true);
    expect(await handle.count()).toBe(0);
    await claimed(claims, "k");
  });

  it("KS-CLAIM-4 several keys are claimed all or none", async () => {
    const { claims } = await open();
    const both = await claimed(claims, "a", "b", "a");
    expect(both.keys).toEqual(["a", "b"]);
    expect(await claims.claimMany(["c", "b"])).toMatchObject({ status: "in-flight" });
    const other = await claimed(claims, "c");
    await both.commit("done");
    expect(await claims.claimMany(["c", "d", "b"])).toMatchObject({ status: "duplicate", entry: { key: "b" } });
    await other.release();
    expect((await claimed(claims, "c", "d")).keys).toEqual(["c", "d"]);
  });

  it("KS-CLAIM-4 what one key of a claim lost, all have lost", async () => {
    const { claims, handle } = await open();
    const both = await claimed(claims, "a", "b");
    await handle.delete("a");
    expect([await both.commit("done"), await both.renew(), await both.release()]).toEqual([false, false, false]);
    expect(await claims.claim("b")).toMatchObject({ status: "in-flight" });
  });

  it("KS-CLAIM-5 the oldest records make room, no more than are needed", async () => {
    const { claims, handle } = await open(3);
    for (const key of ["a", "b", "c"]) await (await claimed(claims, key)).commit(key);
    await claimed(claims, "d");
    expect((await handle.entries()).map(({ key }) => key)).toEqual(["b", "c", "d"]);
    await claimed(claims, "e", "f");
    expect((await handle.entries()).map(({ key }) => key)).toEqual(["d", "e", "f"]);
  });

  it("KS-CLAIM-5 a claim in flight is never dropped: full of them, the next is refused", async () => {
    const { claims, time } = await open(2);
    const first = await claimed(claims, "a");
    await (await claimed(claims, "b")).commit("b");
    await claimed(claims, "c");
    const error = await rejection(claims.claim("d"));
    expect(error).toMatchObject({ code: "KEYED_STORE_LIMIT_EXCEEDED", operation: "claim", namespace: "events" });
    expect(error.message).toContain("maxEntries 2");
    expect(await first.commit("a")).toBe(true);
    time.now += 60_000;
    await claimed(claims, "d");
    expect(await claims.lookup("a")).toMatchObject({ value: "a" });
  });

  it("KS-CLAIM-5 room is looked for behind more claims in flight than one page holds", async () => {
    const { claims } = await open(300);
    for (let i = 0; i < 299; i++) await claimed(claims, `flying-${i}`);
    await (await claimed(claims, "done")).commit("done");
    await claimed(claims, "new");
    expect(await claims.lookup("done")).toBeUndefined();
  });

  it("KS-CLAIM-6 counts what is in flight and what is done, and not what is neither any more", async () => {
    const { claims, handle, time } = await open(5, 100);
    expect(await claims.count()).toEqual({ inFlight: 0, committed: 0 });
    await (await claimed(claims, "a", "b")).commit("x");
    await claimed(claims, "c");
    expect(await claims.count()).toEqual({ inFlight: 1, committed: 2 });
    time.now += 100;
    expect(await claims.count()).toEqual({ inFlight: 1, committed: 0 });
    await handle.register("foreign", { neither: true });
    expect(await rejection(claims.count())).toMatchObject({ code: "KEYED_STORE_CORRUPT", operation: "count" });
  });

  it("KS-CLAIM-6 a record can be forgotten, a claim in flight cannot", async () => {
    const { claims } = await open();
    const claim = await claimed(claims, "k");
    expect([await claims.forget("k"), await claims.forget("none")]).toEqual([false, false]);
    await claim.commit("x");
    expect([await claims.forget("k"), await claims.forget("k")]).toEqual([true, false]);
    await claimed(claims, "k");
  });

  it("KS-CLAIM-6 refuses stores that could lose a claim or hold something else", async () => {
    const { store, handle } = await open();
    expect(refusal(() => createClaims({} as never)).message).toContain("openKeyedStore");
    const evicting = store.openKeyedStore({ namespace: "evicting", maxEntries: 5 });
    expect(refusal(() => createClaims(evicting))).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT" });
    const schema = store.openKeyedStore({
      namespace: "schema",
      maxEntries: 5,
      overflow: "reject-new",
      schema: numbersUpTo({ max: 5 }),
    });
    expect(refusal(() => createClaims(schema)).message).toContain("schema");
    await handle.register("foreign", { neither: true });
    for (const attempt of ["claim", "lookup", "forget"] as const) {
      expect(await rejection(createClaims(handle)[attempt]("foreign"))).toMatchObject({
        code: "KEYED_STORE_CORRUPT",
        operation: attempt,
      });
    }
    expect(await handle.lookup("foreign")).toEqual({ neither: true });
  });

  it("KS-ERR-3 bad input is refused by the name of the argument, and the claim still holds", async () => {
    const { claims } = await open();
    const claim = await claimed(claims, "k");
    const refused = async (promise: Promise<unknown>, operation: string, part: string): Promise<void> => {
      const error = await rejection(promise);
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation });
      expect(error.message).toContain(part);
    };
    await refused(claims.claim(""), "claim", "key");
    await refused(claims.claim("x", { leaseMs: 0 }), "claim", "leaseMs");
    await refused(claims.claim("x", { leaseMs: null } as never), "claim", "leaseMs");
    await refused(claims.claim("x", { lease: 5 } as never), "claim", "leaseMs");
    await refused(claims.claimMany([]), "claimMany", "1 to 1000");
    await refused(claims.claimMany("abc" as never), "claimMany", "array");
    await refused(claims.claimMany(Array.from({ length: 1_001 }, (_, i) => `k${i}`)), "claimMany", "1001");
    await refused(claim.commit(new Date() as never), "commit", "committed");
    await refused(claim.renew({ leaseMs: -1 }), "renew", "leaseMs");
    expect(await claim.commit("good")).toBe(true);
  });
});
