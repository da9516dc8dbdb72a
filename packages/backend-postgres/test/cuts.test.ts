import { openStateStore, type StateStore } from "@keyed-store/core";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../conformance/dist/support/create-random.js";
import { postgresProvider } from "../dist/index.js";
import { type Cut, type CuttingRelay, startCuttingRelay } from "./support/cutting-relay.js";
import { serverMissing } from "./support/find-server.mjs";
import { isAtLength } from "./support/is-at-length.js";
import { startServer } from "./support/start-server.mjs";

const CUTS: readonly [Cut, ...Cut[]] = ["before", "within", "after", "late"];
const SEED = 20_261_129;
const TIMES = isAtLength ? 10_000 : 1_000;
/** More pieces than a batch sends, so that a cut also meets what comes after it: a login, a look at the server. */
const MOST_PIECES = 6;

const server = serverMissing === undefined ? await startServer() : undefined;
const host = server?.host ?? "";

afterAll(() => server?.stop());

describe.skipIf(server === undefined)("where a connection is cut", () => {
  it.each([
    ["by the server's clock", undefined],
    ["by a clock of the caller's", () => Date.now()],
  ])("KS-ATOM-1 KS-ATOM-4 every batch happens exactly once, and nothing by halves, %s", async (_, clock) => {
    const relay = await startCuttingRelay(host);
    const store = await openThrough(relay, clock);
    await doBatchesWhileCutting(store, relay, TIMES / 2);
    await store.close();
    await relay.close();
    for (const cut of CUTS) expect(relay.cuts[cut], `cuts ${cut}; seed ${SEED}`).toBeGreaterThan(TIMES / 20);
  });

  it("KS-DUR-1 a sequence that was given up is not done later, when its batch reaches the server after the next one", async () => {
    const relay = await startCuttingRelay(host);
    const store = await openThrough(relay, undefined);
    const numbers = store.openKeyedStore<number>({ owner: "late", namespace: "numbers", maxEntries: 10 });
    for (let round = 1; round <= 50; round++) {
      relay.arm("late", 1);
      expect((await numbers.increment("a")).value).toBe(round);
      expect((await numbers.increment("b")).value).toBe(round);
    }
    await store.close();
    await relay.close();
  });
});

function openThrough({ host: relayHost }: CuttingRelay, clock: (() => number) | undefined): Promise<StateStore> {
  const provider = postgresProvider({
    client: { host: relayHost, user: "postgres", database: "postgres" },
    schema: "cuts",
  });
  return openStateStore({
    providers: [provider],
    backend: "postgres",
    busyTimeoutMs: 60_000,
    ...(clock === undefined ? {} : { clock }),
  });
}

/** Each round does what would show if it happened twice, not at all, or by halves. */
async function doBatchesWhileCutting(store: StateStore, relay: CuttingRelay, times: number): Promise<void> {
  const random = createRandom(SEED);
  const owner = store.owner("owner");
  const numbers = owner.openKeyedStore<number>({ namespace: "numbers", maxEntries: 100, overflow: "reject-new" });
  const names = owner.openKeyedStore<string>({ namespace: "names", maxEntries: 20 });
  const neighbour = store.openKeyedStore<number>({ owner: "neighbour", namespace: "numbers", maxEntries: 100 });
  await Promise.all([owner.clear(), neighbour.clear()]);
  const cutsSoFar = (): number => CUTS.reduce((sum, cut) => sum + relay.cuts[cut], 0);
  for (let round = 1; cutsSoFar() < times; round++) {
    relay.arm(random.pick(CUTS), 1 + random.below(MOST_PIECES));
    const [sum, isNew, other, pair, consumed, here] = await Promise.all([
      numbers.increment("sum"),
      names.registerIfAbsent(`name ${round}`, "taken"),
      neighbour.increment("other"),
      owner.atomic().increment(numbers, "left").increment(numbers, "right").register(numbers, "both", round).commit(),
      names.consume(`name ${round}`),
      names.has(`name ${round}`),
    ]);
    const seen = { sum: sum.value, isNew, other: other.value, pair, consumed, here };
    expect(seen, `round ${round}, seed ${SEED}`).toEqual({
      sum: round,
      isNew: true,
      other: round,
      pair: { committed: true, values: [round, round] },
      consumed: "taken",
      here: false,
    });
  }
}
