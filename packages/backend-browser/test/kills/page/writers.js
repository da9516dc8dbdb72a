/** @typedef {import("@keyed-store/core").StateStore} StateStore */

/** What is written at once by one writer. */
const LANES = 6;

/** How many keys of each kind a writer has. */
const KEYS = 24;

/** Longer than the tests run: a prize that is claimed by who is killed is nobody's. */
const LEASE_MS = 24 * 3_600_000;

/**
 * Everybody's handles on what the tests write.
 *
 * @param {StateStore} store
 */
export function openNamespaces(store) {
  /** @param {string} namespace */
  const open = (namespace) =>
    store.openKeyedStore({ namespace, maxEntries: Number.POSITIVE_INFINITY, overflow: "reject-new" });
  return {
    single: open("single"),
    left: open("left"),
    right: open("right"),
    counts: open("counts"),
    prizes: open("prizes"),
  };
}

/**
 * Writes until it is killed or ended: numbers that grow under few keys, pairs of them in one transaction, a count that all share, and
 * prizes that are to be won once.
 *
 * @param {StateStore} store
 * @param {typeof import("@keyed-store/core").createClaims} createClaims
 * @param {import("../writer-options.js").WriterOptions} options
 * @param {(acknowledgement: import("../ledger.js").Acknowledgement) => void} acknowledge called once the store has answered
 */
export function startWriter(store, createClaims, { slot, first, claimsEarly }, acknowledge) {
  const { single, left, right, counts, prizes } = openNamespaces(store);
  const claims = createClaims(prizes);
  let number = first;
  let lastCount = 0;
  let hasEnded = false;
  let pause = Promise.resolve();
  let resume = () => {};

  /**
   * @param {import("../ledger.js").Acknowledgement} acknowledgement
   * @param {() => Promise<unknown>} write
   */
  const write = async (acknowledgement, write) => {
    if (claimsEarly) acknowledge(acknowledgement);
    await write();
    if (!claimsEarly) acknowledge(acknowledgement);
  };

  /** @param {number} lane */
  const takeTurn = async (lane) => {
    const mine = number++;
    // A key belongs to one lane, so that its numbers grow in the order in which they are acknowledged.
    const key = `${slot}/${lane + LANES * ((mine >> 2) % (KEYS / LANES))}`;
    const filler = "x".repeat((mine * 37) % 400);
    if (mine % 16 === 0) {
      const { value } = await counts.increment("shared");
      acknowledge({ kind: "count", value });
      lastCount = value;
    } else if (mine % 16 === 5) {
      // All who count go for the same prizes.
      const name = `prize-${lastCount >> 2}`;
      const result = await claims.claim(name, { leaseMs: LEASE_MS });
      if (result.status !== "claimed") return;
      if (await result.claim.commit(mine)) acknowledge({ kind: "prize", name, winner: mine });
    } else if (mine % 4 === 2) {
      await write({ kind: "pair", key, number: mine }, () =>
        store
          .owner("default")
          .atomic()
          .register(left, key, { number: mine, filler })
          .register(right, key, { number: mine })
          .commit(),
      );
    } else {
      await write({ kind: "single", key, number: mine }, () => single.register(key, { number: mine, filler }));
    }
  };

  /** @param {number} lane */
  const runLane = async (lane) => {
    while (!hasEnded) {
      await pause;
      if (!hasEnded) busy.set(lane, takeTurn(lane));
      await busy.get(lane);
    }
  };
  /** @type {Map<number, Promise<void>>} */
  const busy = new Map();
  const ended = Promise.all(Array.from({ length: LANES }, (_, lane) => runLane(lane)));

  return {
    /** Rejects with what went wrong. */
    ended,
    /** Returns when nothing is under way. */
    async pause() {
      pause = new Promise((resolve) => {
        resume = () => resolve(undefined);
      });
      await Promise.all(busy.values());
    },
    resume: () => resume(),
    async end() {
      hasEnded = true;
      resume();
      await ended;
    },
  };
}
