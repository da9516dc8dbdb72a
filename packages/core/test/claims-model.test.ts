import fc from "fast-check";
import { expect, test } from "vitest";
import type { Claim } from "../src/contract/claim.js";
import { isKeyedStoreError } from "../src/errors/keyed-store-error.js";
import type { Claims } from "../src/layers/claims/claims.js";
import { createClaims } from "../src/layers/claims/create-claims.js";
import { memoryProvider } from "../src/memory/memory-provider.js";
import { openFake } from "./support/open-fake.js";

const MAX_ENTRIES = 4;
const KEYS = ["a", "b", "c", "d", "e", "f"] as const;
const ROUNDS = { numRuns: 300 };

/** What one does, to a claim by the order in which it was taken. */
type Deed =
  | { readonly do: "claim"; readonly keys: readonly string[]; readonly leaseMs: number }
  | { readonly do: "commit"; readonly nth: number; readonly ttlMs: number | null }
  | { readonly do: "release"; readonly nth: number }
  | { readonly do: "renew"; readonly nth: number; readonly leaseMs: number | undefined }
  | { readonly do: "count" }
  | { readonly do: "lookup" | "forget"; readonly key: string }
  | { readonly do: "tick"; readonly ms: number };

const key = fc.constantFrom(...KEYS);
const nth = fc.nat({ max: 5 });
const ms = fc.integer({ min: 1, max: 40 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: deeds("claim", { keys: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), leaseMs: ms }) },
  { weight: 3, arbitrary: deeds("commit", { nth, ttlMs: fc.option(ms) }) },
  { weight: 1, arbitrary: deeds("release", { nth }) },
  { weight: 1, arbitrary: deeds("renew", { nth, leaseMs: fc.option(ms, { nil: undefined }) }) },
  { weight: 1, arbitrary: deeds("count", {}) },
  { weight: 1, arbitrary: deeds("lookup", { key }) },
  { weight: 1, arbitrary: deeds("forget", { key }) },
  { weight: 2, arbitrary: deeds("tick", { ms: fc.integer({ min: 1, max: 15 }) }) },
);

function deeds<Name extends Deed["do"], Rest>(
  name: Name,
  rest: { [Member in keyof Rest]: fc.Arbitrary<Rest[Member]> },
): fc.Arbitrary<Deed> {
  return fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<Deed>;
}

/** What the clauses say, over a map. A record that was committed has no holder. */
class Model {
  now = 1_000;
  readonly #records = new Map<string, { holder: number | undefined; expiresAt: number }>();
  readonly #taken: { readonly keys: readonly string[]; leaseMs: number }[] = [];

  perform(deed: Deed): unknown {
    for (const [name, { expiresAt }] of this.#records) if (expiresAt <= this.now) this.#records.delete(name);
    switch (deed.do) {
      case "tick":
        this.now += deed.ms;
        return undefined;
      case "claim":
        return this.#claim(deed.keys, deed.leaseMs);
      case "commit":
        return this.#settle(deed.nth, () => ({ holder: undefined, ttlMs: deed.ttlMs }));
      case "renew":
        return this.#renew(deed.nth, deed.leaseMs);
      case "count": {
        const committed = [...this.#records.keys()].filter((name) => this.#isDone(name)).length;
        return { inFlight: this.#records.size - committed, committed };
      }
      case "release":
        return this.#settle(deed.nth, () => undefined);
      case "lookup":
        return this.#isDone(deed.key);
      case "forget":
        return this.#isDone(deed.key) && this.#records.delete(deed.key);
    }
  }

  #renew(nth: number, given: number | undefined): unknown {
    const claim = this.#taken[nth];
    if (claim === undefined) return undefined;
    const leaseMs = given ?? claim.leaseMs;
    claim.leaseMs = leaseMs;
    return this.#settle(nth, (holder) => ({ holder, ttlMs: leaseMs }));
  }

  #isDone(name: string): boolean {
    const record = this.#records.get(name);
    return record !== undefined && record.holder === undefined;
  }

  #claim(keys: readonly string[], leaseMs: number): string {
    const present = keys.flatMap((name) => this.#records.get(name) ?? []);
    const done = keys.find((name) => this.#isDone(name));
    if (done !== undefined) return `duplicate ${done}`;
    if (present.length > 0) return `in-flight ${Math.max(...present.map(({ expiresAt }) => expiresAt))}`;
    const excess = this.#records.size + keys.length - MAX_ENTRIES;
    const past = [...this.#records.keys()].filter((name) => this.#isDone(name)).slice(0, Math.max(0, excess));
    if (past.length < excess) return "full";
    for (const name of past) this.#records.delete(name);
    const holder = this.#taken.push({ keys, leaseMs }) - 1;
    for (const name of keys) this.#records.set(name, { holder, expiresAt: this.now + leaseMs });
    return "claimed";
  }

  #settle(
    nth: number,
    make: (holder: number) => { holder: number | undefined; ttlMs: number | null } | undefined,
  ): unknown {
    const keys = this.#taken[nth]?.keys;
    if (keys === undefined) return undefined;
    if (!keys.every((name) => this.#records.get(name)?.holder === nth)) return false;
    for (const name of keys) {
      const made = make(nth);
      this.#records.delete(name); // what is written anew is the youngest
      if (made === undefined) continue;
      const expiresAt = made.ttlMs === null ? Number.POSITIVE_INFINITY : this.now + made.ttlMs;
      this.#records.set(name, { holder: made.holder, expiresAt });
    }
    return true;
  }
}

async function really(claims: Claims<string>, taken: Claim<string>[], deed: Deed): Promise<unknown> {
  switch (deed.do) {
    case "tick":
      return undefined;
    case "claim": {
      const result = await claims.claimMany(deed.keys, { leaseMs: deed.leaseMs }).catch((error: unknown) => {
        if (isKeyedStoreError(error) && error.code === "KEYED_STORE_LIMIT_EXCEEDED") return "full" as const;
        throw error;
      });
      if (result === "full") return "full";
      if (result.status === "duplicate") return `duplicate ${result.entry.key}`;
      if (result.status === "in-flight") return `in-flight ${result.until}`;
      taken.push(result.claim);
      return "claimed";
    }
    case "commit":
      return taken[deed.nth]?.commit("done", { ttlMs: deed.ttlMs });
    case "renew":
      return taken[deed.nth]?.renew({ leaseMs: deed.leaseMs });
    case "release":
      return taken[deed.nth]?.release();
    case "count":
      return claims.count();
    case "lookup":
      return (await claims.lookup(deed.key)) !== undefined;
    case "forget":
      return claims.forget(deed.key);
  }
}

async function openClaims(clock: () => number, options: Parameters<typeof openFake>[0] = {}) {
  const { store } = await openFake(options, { clock });
  const handle = store.openKeyedStore({ namespace: "events", maxEntries: MAX_ENTRIES, overflow: "reject-new" });
  return createClaims<string>(handle);
}

async function performBoth(all: readonly Deed[], Rules: typeof Model = Model): Promise<void> {
  const model = new Rules();
  const claims = await openClaims(() => model.now);
  const taken: Claim<string>[] = [];
  for (const one of all) {
    const promised = model.perform(one);
    expect(await really(claims, taken, one)).toEqual(promised);
  }
}

test("KS-CLAIM-1 KS-CLAIM-2 KS-CLAIM-3 KS-CLAIM-4 KS-CLAIM-5 KS-CLAIM-6 claims do what the model says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40, size: "max" }), (all) => performBoth(all)),
    ROUNDS,
  );
});

test("control: a model whose leases end a millisecond later is told from the claims", async () => {
  class Late extends Model {
    override perform(one: Deed): unknown {
      return super.perform(one.do === "claim" ? { ...one, leaseMs: one.leaseMs + 1 } : one);
    }
  }
  const property = fc.asyncProperty(fc.array(deed, { maxLength: 40, size: "max" }), (all) => performBoth(all, Late));
  expect((await fc.check(property, { ...ROUNDS, endOnFailure: true })).failed).toBe(true);
});

/** Claimants that work at once, like processes on one store, each of which gets its answers when the scheduler says so. */
async function race(scheduler: fc.Scheduler, plans: readonly (readonly Deed[])[], sloppy = false): Promise<number[]> {
  let now = 1_000;
  const memory = memoryProvider();
  const commits = new Map<string, number>();
  const claimant = async (plan: readonly Deed[]): Promise<void> => {
    const claims = await openClaims(() => now, {
      memory,
      capabilities: { synchronous: false },
      later: (work) => scheduler.schedule(Promise.resolve(), "backend").then(work),
    });
    const taken: Claim<string>[] = [];
    for (const one of plan) {
      if (one.do === "tick") {
        await scheduler.schedule(Promise.resolve(), "tick");
        now += one.ms;
      }
      const kept = one.do === "commit" ? ({ ...one, ttlMs: null } as const) : one;
      const result = await really(claims, taken, kept);
      const counts = sloppy ? one.do === "commit" && result !== undefined : one.do === "commit" && result === true;
      if (counts && one.do === "commit") {
        for (const name of taken[one.nth]?.keys ?? []) commits.set(name, (commits.get(name) ?? 0) + 1);
      }
    }
  };
  await scheduler.waitFor(Promise.all(plans.map(claimant)));
  return [0, ...commits.values()];
}

/** Few keys, short leases and much time, so that claims are lost while they are committed. Nothing is forgotten. */
const few = fc.constantFrom(["a"], ["a"], ["a", "b"]);
const racing = fc.oneof(
  { weight: 4, arbitrary: deeds("claim", { keys: few, leaseMs: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 4, arbitrary: deeds("commit", { nth: fc.nat({ max: 1 }), ttlMs: fc.constant(null) }) },
  { weight: 1, arbitrary: deeds("release", { nth: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: deeds("renew", { nth: fc.nat({ max: 1 }), leaseMs: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 3, arbitrary: deeds("tick", { ms: fc.integer({ min: 5, max: 20 }) }) },
);
const plans = fc.array(fc.array(racing, { minLength: 1, maxLength: 8, size: "max" }), {
  minLength: 2,
  maxLength: 4,
  size: "max",
});
const RACES = { numRuns: 1_000 };

test("KS-CLAIM-1 KS-CLAIM-3 KS-CLAIM-4 in no order of events is anything committed twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plans, async (scheduler, all) => {
      expect(Math.max(...(await race(scheduler, all)))).toBeLessThanOrEqual(1);
    }),
    RACES,
  );
});

test("control: were the answer of a commit not heeded, some would be done twice", async () => {
  const property = fc.asyncProperty(fc.scheduler(), plans, async (scheduler, all) => {
    expect(Math.max(...(await race(scheduler, all, true)))).toBeLessThanOrEqual(1);
  });
  expect((await fc.check(property, { ...RACES, endOnFailure: true })).failed).toBe(true);
});
