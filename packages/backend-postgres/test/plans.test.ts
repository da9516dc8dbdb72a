import type { StateStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { serverMissing } from "./support/find-server.mjs";
import { openTestStore } from "./support/open-store.js";
import { findWrongLedgers } from "./support/recount.js";
import { startServer } from "./support/start-server.mjs";

const ENTRIES = 20_000;
const ROUNDS = 50;
/** So many index entries one operation looks at, at most, however many there are: a page of a scan, and what else belongs to it. */
const MOST_READ = 60;

// Statistics of the tables are what this test reads, and they are not to change under its eyes.
const server = serverMissing === undefined ? await startServer({ autovacuum: "off" }) : undefined;

afterAll(() => server?.stop());

/** What sessions that have ended since the last look did: scans of whole tables (but of the one row that says the format), index entries read, and blocks touched. */
async function lookAtWork(
  schema: string,
): Promise<{ readonly scans: number; readonly reads: number; readonly blocks: number }> {
  if (server === undefined) throw new Error("There is no server.");
  const [row] = await server.run(`
    SELECT (SELECT sum(seq_scan) FROM pg_stat_user_tables WHERE schemaname = '${schema}' AND relname <> 'store'),
      (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = '${schema}'),
      (SELECT sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))
        FROM pg_statio_user_tables WHERE schemaname = '${schema}')`);
  await server.run("SELECT pg_stat_reset()");
  const [scans, reads, blocks] = (row ?? []).map(Number);
  return { scans: scans ?? 0, reads: reads ?? 0, blocks: blocks ?? 0 };
}

/** Fills a namespace, while its tables are so new that the server knows nothing of them. */
async function fill(store: StateStore, namespace: string, entries: number, ttlMs?: number): Promise<void> {
  const space = store.openKeyedStore<number>({ owner: "many", namespace, maxEntries: entries });
  for (let first = 0; first < entries; first += 1_000) {
    await Promise.all(
      Array.from({ length: 1_000 }, (_, at) =>
        space.register(`key-${first + at}`, at, ttlMs === undefined ? {} : { ttlMs }),
      ),
    );
  }
}

describe.skipIf(server === undefined)("what statements cost", () => {
  if (server === undefined) return;

  it("KS-CAP-4 no operation scans, or reads more where there are more entries", async () => {
    const filling = await openTestStore(server, { schema: "plans" });
    await fill(filling, "full", ENTRIES);
    await fill(filling, "expiring", 1_000, 86_400_000);
    await filling.close();
    await lookAtWork("plans");
    const store = await openTestStore(server, { schema: "plans", limits: { maxEntriesPerOwner: 100_000 } });
    const full = store.openKeyedStore<number>({ owner: "many", namespace: "full", maxEntries: ENTRIES });
    const expiring = store.openKeyedStore<number>({ owner: "many", namespace: "expiring", maxEntries: 1_000 });
    let operations = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const key = `key-${round * 7 + 500}`;
      const all: Promise<unknown>[] = [
        full.register(`new-${round}`, 1),
        full.register(key, 2),
        full.increment(key),
        full.lookup(key),
        full.lookupMany([key, "key-1"]),
        full.registerIfAbsent(`other-${round}`, 1),
        full.touch(key, { ttlMs: 86_400_000 }),
        full.consume(`other-${round}`),
        full.delete(`key-${round * 7 + 501}`),
        full.keys({ limit: 5 }),
        full.keys({ order: "key", from: key, limit: 5 }),
        full.keys({ order: "age", reverse: true, limit: 5 }),
        full.keys({ order: "key", reverse: true, limit: 5 }),
        full.count(),
        full.count({ prefix: "key-1234" }),
        expiring.count(),
        expiring.register(`new-${round}`, 1, { ttlMs: 60_000 }),
        store.owner("many").usage(),
        store.owner("many").atomic().register(full, `pair-${round}`, 1).increment(expiring, key).commit(),
        store.sweepExpired(),
      ];
      operations += all.length;
      await Promise.all(all);
    }
    await store.close();
    const { scans, reads } = await lookAtWork("plans");
    expect(scans).toBe(0);
    expect(reads / operations).toBeLessThan(MOST_READ);
  });

  it("KS-CAP-4 an old snapshot makes evictions and batches no more than twice as dear", async () => {
    const schema = "snapshot";
    const filling = await openTestStore(server, { schema });
    await fill(filling, "full", 1_000);
    await filling.close();
    const work = async (round: number): Promise<number> => {
      await lookAtWork(schema);
      const store = await openTestStore(server, { schema });
      const full = store.openKeyedStore<number>({ owner: "many", namespace: "full", maxEntries: 1_000 });
      for (let batch = 0; batch < 150; batch++) {
        // Two at a time, of which one takes the way of single operations.
        await Promise.all([
          full.register(`${round}-${batch}`, batch),
          full.registerIfAbsent(`${round}-${batch}-b`, batch),
        ]);
      }
      await store.close();
      return (await lookAtWork(schema)).blocks;
    };
    const before = await work(0);
    const holder = await server.hold("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
    const costs: number[] = [];
    for (let round = 1; round <= 12; round++) {
      await fillMore(schema, round);
      costs.push(await work(round));
    }
    await holder.end();
    expect(costs.at(-1), `before the snapshot ${before}, then ${costs.join(", ")}`).toBeLessThan(2 * before);
    expect(await findWrongLedgers(server, schema)).toEqual([]);
  });

  /** Evicts a thousand entries. */
  async function fillMore(schema: string, round: number): Promise<void> {
    if (server === undefined) return;
    const store = await openTestStore(server, { schema });
    const full = store.openKeyedStore<number>({ owner: "many", namespace: "full", maxEntries: 1_000 });
    await Promise.all(Array.from({ length: 1_000 }, (_, at) => full.register(`more-${round}-${at}`, at)));
    await store.close();
  }
});
