import { describe, expect, it } from "vitest";
import type { Transaction } from "../src/backend/transaction.js";
import type { Claim } from "../src/contract/claim.js";
import type { Claims } from "../src/layers/claims/claims.js";
import { createClaims } from "../src/layers/claims/create-claims.js";
import { settleMicrotasks } from "./support/fake-scheduler.js";
import { openFake } from "./support/open-fake.js";
import { rejection } from "./support/rejection.js";

const EVENTS = { namespace: "events", maxEntries: 5, overflow: "reject-new" } as const;

async function open() {
  const time = { now: 1_000_000 };
  const hooks = { before: (_batch: readonly Transaction[]): void => {} };
  const opened = await openFake({ before: (batch) => hooks.before(batch) }, { clock: () => time.now });
  const owner = opened.store.owner("shop");
  const events = owner.openKeyedStore<unknown>(EVENTS);
  const orders = owner.openKeyedStore<string>({ namespace: "orders", maxEntries: 5 });
  return { ...opened, owner, events, orders, claims: createClaims<string | null>(events), time, hooks };
}

async function claimed<T>(claims: Claims<T>, ...keys: string[]): Promise<Claim<T>> {
  const result = await claims.claimMany(keys);
  if (result.status !== "claimed") throw new Error(`${keys.join()} is ${result.status}`);
  return result.claim;
}

describe("atomic().commitClaim", () => {
  it("KS-CLAIM-2 KS-ATOM-4 commits a claim together with what its work wrote", async () => {
    const { owner, orders, claims, time } = await open();
    const claim = await claimed(claims, "a", "b");
    const steps = owner.atomic().register(orders, "o", "tea").commitClaim(claim, "o", { ttlMs: 50 });
    expect(await steps.consume(orders, "o").commit()).toEqual({ committed: true, values: ["tea"] });
    for (const key of ["a", "b"])
      expect(await claims.lookup(key)).toMatchObject({ value: "o", expiresAt: time.now + 50 });
    expect([await claim.commit("again"), await claim.renew(), await claim.release()]).toEqual([false, false, false]);
  });

  it("KS-CLAIM-2 what is committed without a value is null", async () => {
    const { owner, claims } = await open();
    expect(
      await owner
        .atomic()
        .commitClaim(await claimed(claims, "a"))
        .commit(),
    ).toMatchObject({ committed: true });
    expect(await claims.lookup("a")).toMatchObject({ value: null });
  });

  it("KS-CLAIM-3 where the claim was lost, or one key of it, nothing happens", async () => {
    const { owner, events, orders, claims, time } = await open();
    const late = await claimed(claims, "a");
    time.now += 60_000;
    const both = await claimed(claims, "b", "c");
    await events.delete("c");
    const released = await claimed(claims, "d");
    await released.release();
    for (const claim of [late, both, released]) {
      const steps = owner.atomic().register(orders, "o", "tea").commitClaim(claim, "o");
      expect(await steps.commit()).toEqual({ committed: false });
    }
    expect(await orders.count()).toBe(0);
    expect(await claims.count()).toEqual({ inFlight: 1, committed: 0 });
  });

  it("KS-CLAIM-3 a claim that is renewed between its reading and its commit is committed all the same", async () => {
    const { owner, orders, events, rival, claims, hooks } = await open();
    const claim = await claimed(claims, "a");
    const record = await events.lookup("a");
    const theirs = (await rival()).owner("shop").openSyncKeyedStore<unknown>(EVENTS);
    let races = 0;
    hooks.before = ([transaction]) => {
      if (transaction?.some(({ kind }) => kind === "put") && ++races <= 3) theirs.register("a", record);
    };
    const commit = owner.atomic().commitClaim(claim, "o").register(orders, "o", "tea").commit();
    expect(await commit).toEqual({ committed: true, values: [] });
    expect(races).toBe(4);
    expect(await claims.lookup("a")).toMatchObject({ value: "o" });
  });

  it("KS-ATOM-4 where a check does not hold, the claim still does", async () => {
    const { owner, orders, claims } = await open();
    const claim = await claimed(claims, "a");
    const steps = owner.atomic().check(orders, "o", 1).commitClaim(claim, "o");
    expect(await steps.commit()).toEqual({ committed: false });
    expect(await claim.commit("o")).toBe(true);
  });

  it("KS-ERR-3 takes claims of this owner and store, and values that can be stored", async () => {
    const { owner, store, again, claims } = await open();
    const claim = await claimed(claims, "a");
    const refused = async (commit: Promise<unknown>, part: string): Promise<void> => {
      const error = await rejection(commit);
      expect(error).toMatchObject({ code: "KEYED_STORE_INVALID_INPUT", operation: "atomic" });
      expect(error.message).toContain(part);
    };
    await refused(
      owner
        .atomic()
        .commitClaim({} as never, "x")
        .commit(),
      "createClaims",
    );
    await refused(
      owner
        .atomic()
        .commitClaim({ ...claim }, "x")
        .commit(),
      "createClaims",
    );
    await refused(store.owner("other").atomic().commitClaim(claim, "x").commit(), '"other"');
    const twin = await again();
    await refused(twin.owner("shop").atomic().commitClaim(claim, "x").commit(), "on another");
    await refused(
      owner
        .atomic()
        .commitClaim(claim, new Date() as never)
        .commit(),
      "committed",
    );
    await refused(owner.atomic().commitClaim(claim, "x", { ttlMs: 0 }).commit(), "ttlMs");
    expect(await claim.commit("x")).toBe(true);
  });

  it("KS-CLAIM-6 an entry that is no record of a claim is corrupt, and nothing happens", async () => {
    const { owner, events, orders, claims } = await open();
    const claim = await claimed(claims, "a");
    await events.register("a", "foreign");
    const steps = owner.atomic().register(orders, "o", "tea").commitClaim(claim, "o");
    expect(await rejection(steps.commit())).toMatchObject({ code: "KEYED_STORE_CORRUPT", operation: "atomic" });
    await settleMicrotasks();
    expect([await orders.count(), await events.lookup("a")]).toEqual([0, "foreign"]);
  });
});
