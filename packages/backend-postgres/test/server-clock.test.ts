import { type KeyedStore, openMemoryStore, type StateStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../conformance/dist/support/create-random.js";
import { serverMissing } from "./support/find-server.mjs";
import { isAtLength } from "./support/is-at-length.js";
import { openTestStore } from "./support/open-store.js";
import { findWrongLedgers } from "./support/recount.js";
import { startServer } from "./support/start-server.mjs";

/*
 * The suite gives each store a clock of its own, and such batches go another way. Here the clock is the server's, as in production.
 */

const SEED = 5;
const ROUNDS = isAtLength ? 4_000 : 800;
const LEASES = isAtLength ? 400 : 40;
const CONNECTIONS = 4;

const server = serverMissing === undefined ? await startServer() : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("by the server's clock", () => {
  if (server === undefined) return;

  it("does what the memory backend does, in batches of random operations", async () => {
    const options = { limits: { maxEntriesPerOwner: 14 }, ownerOverflow: "evict-oldest", onEvent: () => {} } as const;
    const [ours, memory] = [
      await openTestStore(server, { schema: "reference", ...options }),
      await openMemoryStore(options),
    ];
    for (let round = 0; round < ROUNDS; round++) {
      const [here, there] = await Promise.all([doBatch(ours, round), doBatch(memory, round)]);
      expect(here, `round ${round}, seed ${SEED}`).toEqual(there);
    }
    await Promise.all([ours.close(), memory.close()]);
    expect(await findWrongLedgers(server, "reference")).toEqual([]);
  });

  it("KS-TTL-2 KS-ATOM-1 of those who wait for a lease to end, each has it when the one before has not", async () => {
    const open = (connection: number): Promise<StateStore> => openTestStore(server, { schema: "leases", connection });
    const stores = await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => open(connection)));
    const held: { readonly from: number; readonly to: number }[] = [];
    await Promise.all(
      stores.map(async (store, holder) => {
        const leases = store.openKeyedStore<number>({ namespace: "leases", maxEntries: 1 });
        while (held.length < LEASES) {
          if (!(await leases.registerIfAbsent("lease", holder, { ttlMs: 25 }))) continue;
          const entry = await leases.lookupEntry("lease");
          // It may have ended meanwhile, and another one have it.
          if (entry?.value === holder) held.push({ from: entry.createdAt, to: entry.expiresAt ?? 0 });
        }
      }),
    );
    held.sort((one, other) => one.from - other.from);
    held.forEach(({ to }, at) => {
      expect(held[at + 1]?.from ?? to).toBeGreaterThanOrEqual(to);
    });
    await Promise.all(stores.map((store) => store.close()));
  });

  it("KS-VALUE-4 KS-ATOM-3 a value that was written by hand is consumed if it is sound, in its place among the others", async () => {
    const store = await openTestStore(server, { schema: "by_hand" });
    const values = store.openKeyedStore<unknown>({ namespace: "values", maxEntries: 9 });
    const numbers = store.openKeyedStore<number>({ namespace: "numbers", maxEntries: 9 });
    await Promise.all(["sound", "damaged"].map((key) => values.register(key, "ours")));
    await server.run(`UPDATE by_hand.entry SET json = CASE key WHEN 'sound' THEN '"theirs"' ELSE '"the' END`);
    const ends = await Promise.allSettled([
      numbers.increment("n"),
      values.consume("sound"),
      numbers.increment("n"),
      values.consume("damaged"),
      store.owner("default").atomic().increment(numbers, "n").consume(values, "damaged").commit(),
      values.has("damaged"),
      numbers.increment("n"),
    ]);
    expect(ends).toMatchObject([
      { value: { value: 1 } },
      { value: "theirs" },
      { value: { value: 2 } },
      { reason: { code: "KEYED_STORE_CORRUPT" } },
      { reason: { code: "KEYED_STORE_CORRUPT" } },
      { value: true },
      { value: { value: 3 } },
    ]);
    expect(await values.keys()).toEqual(["damaged"]);
    await store.close();
  });

  it("KS-ATOM-2 a clock of the caller's that throws fails what asked it, and nothing has changed", async () => {
    let isBroken = false;
    const clock = (): number => {
      if (isBroken) throw new Error("the clock is broken");
      return 1_000;
    };
    const store = await openTestStore(server, { schema: "clock", clock });
    const names = store.openKeyedStore<number>({ namespace: "names", maxEntries: 9 });
    await names.register("a", 1);
    isBroken = true;
    const ends = await Promise.allSettled([names.register("a", 2), names.lookup("a")]);
    expect(ends).toMatchObject([{ reason: { cause: { message: "the clock is broken" } } }, { reason: { cause: {} } }]);
    isBroken = false;
    expect(await names.lookup("a")).toBe(1);
    await store.close();
  });

  it("KS-TTL-3 times are the server's", async () => {
    const store = await openTestStore(server, { schema: "times" });
    const names = store.openKeyedStore<number>({ namespace: "names", maxEntries: 1 });
    const now = async (): Promise<number> =>
      Number((await server.run("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)"))[0]?.[0]);
    const before = await now();
    await names.register("a", 1, { ttlMs: 60_000 });
    const after = await now();
    const entry = await names.lookupEntry("a");
    expect(entry?.createdAt).toBeGreaterThanOrEqual(before);
    expect(entry?.createdAt).toBeLessThanOrEqual(after);
    expect(entry?.expiresAt).toBe((entry?.createdAt ?? 0) + 60_000);
    await store.close();
  });
});

/** Issues a few random operations in one go; what they give, without times and versions. */
async function doBatch(store: StateStore, round: number): Promise<readonly unknown[]> {
  const random = createRandom(SEED + round);
  const owner = `owner-${random.below(2)}`;
  const scope = store.owner(owner);
  const spaces: readonly [KeyedStore<number>, ...KeyedStore<number>[]] = [
    scope.openKeyedStore<number>({ namespace: "evicting", maxEntries: 6 }),
    scope.openKeyedStore<number>({ namespace: "refusing", maxEntries: 5, overflow: "reject-new" }),
    scope.openKeyedStore<number>({ namespace: "other", maxEntries: 9 }),
  ];
  const operations = Array.from({ length: 1 + random.below(8) }, () => {
    const space = random.pick(spaces);
    const other = random.pick(spaces);
    const key = `key-${random.below(9)}`;
    const ttlMs = random.below(3) === 0 ? 3_600_000 : null;
    const value = random.below(100);
    switch (random.below(18)) {
      case 0:
        return space.increment(key, { by: value - 50.5, ttlMs });
      case 1:
        return space.consume(key);
      case 2:
        return space.registerIfAbsent(key, value, { ttlMs });
      case 3:
        return space.touch(key, { ttlMs });
      case 4:
        return space.delete(key);
      case 5:
        return space.update(key, (current = 0) => (current > 50 ? undefined : current + 1));
      case 6:
        return space.keys({ order: "key", from: key, limit: 3 });
      case 7:
        return space.entries();
      case 8:
        return space.count({ prefix: "key-" });
      case 9:
        return random.below(6) === 0 ? space.clear({ to: key }) : space.lookupMany([key, "key-1", key]);
      case 10:
        return scope
          .atomic()
          .register(space, key, value)
          .increment(other, `${key}!`)
          .consume(space, "key-2")
          .delete(other, key)
          .commit();
      case 11:
        return scope.atomic().check(space, key, null).register(space, key, value).touch(other, key, { ttlMs }).commit();
      case 12:
        return scope.usage();
      case 13:
        return store.owners();
      case 14: {
        const records = [key, `${key}+`].map((each) => ({ key: each, value, createdAt: random.below(2_000) }));
        return scope.restore(random.pick(["evicting", "refusing"]), records, { maxEntries: 5 });
      }
      default:
        return space.register(key, value, { ttlMs });
    }
  });
  const settled = await Promise.allSettled(operations);
  return settled.map((end) =>
    end.status === "fulfilled" ? withoutTimes(end.value) : { code: end.reason.code, message: end.reason.message },
  );
}

function withoutTimes(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(withoutTimes);
  if (typeof result !== "object" || result === null) return result;
  const rest = Object.entries(result).filter(([name]) => !["createdAt", "version", "expiresAt"].includes(name));
  return { ...Object.fromEntries(rest), expires: "expiresAt" in result && result.expiresAt !== undefined };
}
