import { type Claim, type Claims, createClaims, type StateStore } from "@keyed-store/core";
import { ok, same } from "../../assert/assert.js";
import { failsWith } from "../../assert/fails-with.js";
import { createCase, type Group } from "../../case/case.js";
import { fillNamespaceOptions } from "../../harness/fill-namespace-options.js";
import { listKeys } from "../../harness/operations.js";

const OPTIONS = { faces: "store" } as const;
const CLAIMANTS = Array.from({ length: 20 }, (_, index) => index);

function openClaims(store: StateStore, maxEntries = 100): Claims<string> {
  return createClaims<string>(store.openKeyedStore(fillNamespaceOptions({ maxEntries, overflow: "reject-new" })));
}

async function claimAll(claims: Claims<string>, ...keys: string[]): Promise<Claim<string>> {
  const result = await claims.claimMany(keys, { leaseMs: 100 });
  ok(result.status === "claimed", `claiming ${keys.join()} gave ${result.status}`);
  return result.claim;
}

export const claims: Group = {
  title: "Claims",
  cases: [
    createCase(
      "KS-CLAIM-1",
      "of many claimants one gets the key, and the others are told until when",
      async ({ open, clock }) => {
        const each = [openClaims(await open()), openClaims(await open())] as const;
        const results = await Promise.all(
          CLAIMANTS.map((one) => each[one % 2 === 0 ? 0 : 1].claim("key", { leaseMs: 100 })),
        );
        const others = results.filter(({ status }) => status !== "claimed");
        same(others.length, CLAIMANTS.length - 1, "the number of those who did not get it");
        for (const other of others)
          same(other, { status: "in-flight", until: clock.now() + 100 }, "what they were told");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-1",
      "a claim in flight and a committed one are there after the store was closed and opened again",
      async ({ open, clock }) => {
        const first = await open();
        await (await claimAll(openClaims(first), "done")).commit("result");
        await claimAll(openClaims(first), "begun");
        await first.close();
        const later = openClaims(await open());
        const done = await later.claim("done");
        ok(done.status === "duplicate", `claiming what was done gave ${done.status}`);
        same(done.entry.value, "result", "what was committed");
        same(await later.claim("begun"), { status: "in-flight", until: clock.now() + 100 }, "claiming what was begun");
        clock.advance(100);
        await claimAll(later, "begun");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-2",
      "a committed key is a duplicate until its record expires",
      async ({ open, clock }) => {
        const all = openClaims(await open());
        await (await claimAll(all, "key")).commit("result", { ttlMs: 50 });
        clock.advance(49);
        same((await all.claim("key")).status, "duplicate", "a moment before");
        clock.advance(1);
        await claimAll(all, "key");
      },
      OPTIONS,
    ),
    createCase(
      "KS-TTL-7",
      "a record is committed until an instant, and not at all where that has passed",
      async ({ open, clock }) => {
        const all = openClaims(await open());
        same(await (await claimAll(all, "key")).commit("result", { expiresAt: clock.now() + 50 }), true, "commit");
        same((await all.lookup("key"))?.expiresAt, clock.now() + 50, "the expiry of the record");
        same(
          await (await claimAll(all, "past")).commit("result", { expiresAt: clock.now() }),
          true,
          "commit in the past",
        );
        same(await all.lookup("past"), undefined, "the record");
        await claimAll(all, "past");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-3",
      "a claim that was lost cannot touch its successor, however late it is",
      async ({ open, clock }) => {
        const [mine, theirs] = [openClaims(await open()), openClaims(await open())];
        const lost = await claimAll(mine, "key");
        clock.advance(100);
        const successor = await claimAll(theirs, "key");
        const attempts = await Promise.all([lost.commit("late"), lost.renew(), lost.release()]);
        same(attempts, [false, false, false], "what the lost claim does");
        same(await successor.commit("result"), true, "the successor's commit");
        same((await mine.lookup("key"))?.value, "result", "what is recorded");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-3",
      "a claim that renews and commits at once is committed, in whatever order both arrive",
      async ({ open }) => {
        const all = openClaims(await open());
        const claim = await claimAll(all, "key");
        const [, committed] = await Promise.all([claim.renew(), claim.commit("result"), claim.renew()]);
        same([committed, (await all.lookup("key"))?.value], [true, "result"], "the commit and its record");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-4",
      "of many who claim overlapping keys, no two hold one, and none holds a part",
      async ({ open }) => {
        const each = [openClaims(await open()), openClaims(await open())] as const;
        const results = await Promise.all(
          CLAIMANTS.map((one) => each[one % 2 === 0 ? 0 : 1].claimMany([`${one}`, `${one + 1}`, `${one + 2}`])),
        );
        const held = results.flatMap((result) => (result.status === "claimed" ? result.claim.keys : []));
        same(new Set(held).size, held.length, "the number of keys that are held once");
        same(held.length % 3, 0, "the keys beyond whole claims");
        const store = (await open()).openKeyedStore(fillNamespaceOptions({ overflow: "reject-new" }));
        same(listKeys(await store.entries()).sort(), [...held].sort(), "the keys in the store");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-5",
      "the oldest committed records make room, claims in flight never",
      async ({ open }) => {
        const store = await open();
        const all = openClaims(store, 3);
        const inFlight = await claimAll(all, "in flight");
        for (const key of ["a", "b"]) await (await claimAll(all, key)).commit(key);
        await claimAll(all, "c");
        same(
          listKeys(
            await store.openKeyedStore(fillNamespaceOptions({ maxEntries: 3, overflow: "reject-new" })).entries(),
          ),
          ["in flight", "b", "c"],
          "the keys",
        );
        await failsWith("LIMIT_EXCEEDED", () => all.claimMany(["d", "e"]), "claimMany");
        same([await inFlight.commit("x"), (await all.lookup("b"))?.value], [true, "b"], "what was there before");
      },
      OPTIONS,
    ),
    createCase(
      "KS-CLAIM-6",
      "a record can be forgotten, a claim in flight cannot",
      async ({ open }) => {
        const all = openClaims(await open());
        const claim = await claimAll(all, "key");
        same([await all.lookup("key"), await all.forget("key")], [undefined, false], "in flight");
        await claim.commit("result");
        same([await all.forget("key"), await all.forget("key")], [true, false], "committed");
        await claimAll(all, "key");
      },
      OPTIONS,
    ),
  ],
};
