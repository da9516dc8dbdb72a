import type { KeyedStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../conformance/dist/support/create-random.js";
import { serverMissing } from "./support/find-server.mjs";
import { isAtLength } from "./support/is-at-length.js";
import { openTestStore } from "./support/open-store.js";
import { findWrongLedgers } from "./support/recount.js";
import { startServer } from "./support/start-server.mjs";

const SEED = 11;
const BATCHES = isAtLength ? 100_000 : 4_000;
const CONNECTIONS = 8;
const OWNERS = 6;
const NAMESPACES = 2;
const KEYS = 12;

const server = serverMissing === undefined ? await startServer() : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("where batches meet", () => {
  it(`KS-SHARE-1 ${BATCHES} random batches over several owners, from ${CONNECTIONS} connections: no deadlock, no failure, and all ledgers right`, async () => {
    if (server === undefined) return;
    const results = await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => work(connection)));
    expect(results.reduce((sum, each) => sum + each, 0)).toBe(BATCHES);
    expect(await findWrongLedgers(server, "locks")).toEqual([]);
    expect(await server.run("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'")).toEqual([["0"]]);
  });
});

/** Does its part of the batches, each of operations on random owners that were issued in one go. */
async function work(connection: number): Promise<number> {
  if (server === undefined) return 0;
  const random = createRandom(SEED + connection);
  const store = await openTestStore(server, {
    schema: "locks",
    connection,
    limits: { maxEntriesPerOwner: 15 },
    ownerOverflow: "evict-oldest",
    onEvent: () => {},
  });
  const spaces = Array.from({ length: OWNERS }, (_, owner) =>
    Array.from({ length: NAMESPACES }, (__, namespace) =>
      store.openKeyedStore<number>({ owner: `owner-${owner}`, namespace: `space-${namespace}`, maxEntries: 10 }),
    ),
  );
  const pick = (owner: number): KeyedStore<number> => {
    const space = spaces[owner]?.[random.below(NAMESPACES)];
    if (space === undefined) throw new Error("no such space");
    return space;
  };
  const doOne = (): Promise<unknown> => {
    const owner = random.below(OWNERS);
    const key = `key-${random.below(KEYS)}`;
    const space = pick(owner);
    switch (random.below(9)) {
      case 0:
        return space.increment(key, { ttlMs: 1 + random.below(40) });
      case 1:
        return space.consume(key);
      case 2:
        return space.registerIfAbsent(key, 1, { ttlMs: 1 + random.below(40) });
      case 3:
        return space.touch(key, { ttlMs: 1 + random.below(40) });
      case 4:
        return space.delete(key);
      case 5: {
        const other = pick(owner);
        return store
          .owner(`owner-${owner}`)
          .atomic()
          .register(space, key, 1)
          .consume(other, `${key}0`)
          .register(other, `${key}1`, 2)
          .commit();
      }
      case 6:
        return random.below(20) === 0 ? store.sweepExpired({ limit: 5 }) : space.count();
      default:
        return space.register(key, random.below(1_000));
    }
  };
  const batches = BATCHES / CONNECTIONS;
  for (let batch = 0; batch < batches; batch++) {
    await Promise.all(Array.from({ length: 1 + random.below(6) }, doOne));
  }
  await store.close();
  return batches;
}

describe.skipIf(server === undefined)("where an owner is held", () => {
  it("KS-SHARE-1 who waits is told by whom, when his time is over, and goes on when it is let go", async () => {
    if (server === undefined) return;
    const store = await openTestStore(server, { schema: "held", busyTimeoutMs: 300 });
    const names = store.openKeyedStore<number>({ owner: "held", namespace: "names", maxEntries: 5 });
    const free = store.openKeyedStore<number>({ owner: "free", namespace: "names", maxEntries: 5 });
    await names.register("a", 1);
    const holder = await server.hold(
      "SET application_name = 'the holder'; BEGIN; SELECT * FROM held.owner WHERE name = 'held' FOR UPDATE",
    );
    const [held, other] = await Promise.allSettled([names.register("a", 2), free.register("a", 3)]);
    expect(held).toMatchObject({
      reason: { code: "KEYED_STORE_BUSY", message: expect.stringContaining("the holder (session ") },
    });
    expect(await names.lookup("a")).toBe(1);
    // Those behind wait for the one in front of them, in the order of issue (KS-ATOM-3).
    expect(other).toMatchObject({ reason: { code: "KEYED_STORE_BUSY" } });
    const waiting = names.increment("a");
    await holder.end();
    expect((await waiting).value).toBe(2);
    await store.close();
  });
});
