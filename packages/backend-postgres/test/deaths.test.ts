import type { StateStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../conformance/dist/support/create-random.js";
import { serverMissing } from "./support/find-server.mjs";
import { isAtLength } from "./support/is-at-length.js";
import { openTestStore } from "./support/open-store.js";
import { findWrongLedgers } from "./support/recount.js";
import { startServer } from "./support/start-server.mjs";

const SEED = 7;
const TERMINATIONS = isAtLength ? 2_000 : 100;
const RESTARTS = isAtLength ? 60 : 8;
/** So much is done between two restarts, on all connections together. */
const ROUNDS_BETWEEN = 12;
const CONNECTIONS = 4;

const server = serverMissing === undefined ? await startServer() : undefined;

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("where sessions and servers die", () => {
  if (server === undefined) return;

  it("KS-DUR-1 KS-ATOM-1 sessions are ended at random: what was acknowledged is there, each once", async () => {
    const random = createRandom(SEED);
    await workWhile("terminated", async () => {
      for (let round = 0; round < TERMINATIONS; round++) {
        const others = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
        await server.run(
          `SELECT pg_terminate_backend(pid) ${others} ORDER BY pid OFFSET ${random.below(CONNECTIONS)} LIMIT 1`,
        );
      }
    });
  });

  it("KS-DUR-1 KS-ATOM-1 the server dies, at once or by a signal that it cannot hear: what was acknowledged is there, each once", async () => {
    await workWhile("restarted", async (haveDone) => {
      for (let round = 0; round < RESTARTS; round++) {
        await haveDone(ROUNDS_BETWEEN);
        await server.restart(round % 2 === 0 ? "SIGQUIT" : "SIGKILL");
      }
    });
  });

  /** Works on several connections while something goes on, and then looks whether all that was acknowledged happened, once. */
  async function workWhile(
    schema: string,
    disturb: (haveDone: (rounds: number) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    if (server === undefined) return;
    let isOver = false;
    let awaited = { rounds: 0, resolve: (): void => {} };
    const haveDone = (rounds: number): Promise<void> =>
      new Promise((resolve) => {
        awaited = { rounds, resolve };
      });
    const work = async (store: StateStore, connection: number): Promise<number> => {
      const own = store.openKeyedStore<number>({ owner: `own-${connection}`, namespace: "sums", maxEntries: 10 });
      const shared = store.openKeyedStore<number>({ owner: "shared", namespace: "sums", maxEntries: 10 });
      const tokens = store.openKeyedStore<number>({ owner: "shared", namespace: "tokens", maxEntries: 1_000 });
      const scope = store.owner("shared");
      let rounds = 0;
      while (!isOver) {
        rounds += 1;
        const [sum, , pair] = await Promise.all([
          own.increment("sum"),
          shared.increment("sum"),
          scope.atomic().increment(shared, "left").increment(shared, "right").commit(),
          tokens.register(`${connection}-${rounds}`, rounds),
        ]);
        awaited.rounds -= 1;
        if (awaited.rounds === 0) awaited.resolve();
        expect(sum.value).toBe(rounds);
        expect(pair.committed && pair.values[0] === pair.values[1]).toBe(true);
      }
      expect(await tokens.lookup(`${connection}-${rounds}`)).toBe(rounds);
      await store.close();
      return rounds;
    };
    const connections = Array.from({ length: CONNECTIONS }, (_, connection) => connection + 1);
    const stores = await Promise.all(connections.map((connection) => openTestStore(server, { schema, connection })));
    const workers = stores.map((store, connection) => work(store, connection));
    await Promise.race([disturb(haveDone), Promise.all(workers)]);
    isOver = true;
    const rounds = (await Promise.all(workers)).reduce((sum, each) => sum + each, 0);
    const store = await openTestStore(server, { schema });
    const shared = store.openKeyedStore<number>({ owner: "shared", namespace: "sums", maxEntries: 10 });
    expect(await shared.lookupMany(["sum", "left", "right"])).toEqual([rounds, rounds, rounds]);
    await store.close();
    expect(await findWrongLedgers(server, schema)).toEqual([]);
  }
});
