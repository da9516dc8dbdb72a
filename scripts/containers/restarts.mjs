import { seededRandom } from "../seeded-random.mjs";
import { APART } from "./house.mjs";
import { findMissing, findRefusal } from "./keys.mjs";

/** @typedef {import("./engines.mjs").Engine} Engine */

/** How long an opening may wait for one who is dead; no program here ever lets go of the store by itself. */
const TAKES_OVER_WITHIN_MS = 1_000;

/** Writes after which a program is killed, at most. */
const MOST_WRITES = 40;

/**
 * @typedef {object} Restarts
 * @property {readonly [Engine, Engine]} pair which take turns
 * @property {number} rounds how many are killed
 * @property {number} seed
 * @property {import("./places.mjs").Place} place where
 * @property {boolean} [lying] a control: they acknowledge what they do not write
 * @property {() => void} [meanwhile] a control: what is done while the first one has the store
 */

/**
 * KS-SHARE-2, KS-LIFE-3: in containers with pids and host names of their own, one program after the other opens the store, writes
 * and is killed. Each next one opens it within its time, by itself, and finds all that was acknowledged. The last one closes
 * it and leaves nothing behind (KS-LIFE-1). Each holds the store when it dies, now and then before its first write.
 *
 * @param {import("./house.mjs").House} house
 * @param {Restarts} restarts
 * @returns {Promise<string[]>} what was wrong
 */
export async function restarts(house, { pair, rounds, seed, place, lying = false, meanwhile }) {
  const random = seededRandom(seed);
  const { directory } = place;
  /** @type {string[]} */
  const acknowledged = [];
  const begin = (/** @type {number} */ round) =>
    house.start({ ...APART, host: `box-${seed}-${round}`, ...place.container });
  let next = begin(0);
  for (let round = 0; round <= rounds; round++) {
    const program = await next;
    // It loads its modules while this one is at work.
    if (round < rounds && !place.oneAtATime) next = begin(round + 1);
    const engine = pair[round % 2] ?? pair[0];
    const about = `seed ${seed}, round ${round}, ${engine}`;
    const opened = await program.request({ do: "open", directory, engine, busyTimeoutMs: TAKES_OVER_WITHIN_MS });
    const wrong = findRefusal(about, opened);
    if (wrong.length === 0) {
      const found = findMissing(await program.request({ do: "look" }), acknowledged);
      wrong.push(...found.map((each) => `${about}: ${each}`));
    }
    if (wrong.length > 0) {
      await next;
      return wrong;
    }
    if (round === rounds) return expectNothingLeft(house, place, program);
    const writing = program.request({ do: "write", name: `${round}`, lying });
    await program.waitForWrites(Math.floor(random() * MOST_WRITES));
    if (round === 0) meanwhile?.();
    await program.kill();
    await writing;
    acknowledged.push(...program.acknowledged);
    if (place.oneAtATime) next = begin(round + 1);
  }
  return [];
}

/**
 * What the last one leaves behind when it closes the store, beside the database.
 *
 * @param {import("./house.mjs").House} house
 * @param {import("./places.mjs").Place} place
 * @param {import("./program.mjs").Program} last
 */
export async function expectNothingLeft(house, { directory, inHouse = directory }, last) {
  const wrong = findRefusal("closing", await last.request({ do: "close" }));
  const left = house.files(inHouse).filter((name) => name !== "state.sqlite");
  return left.length === 0 ? wrong : [...wrong, `left behind: ${left.join(", ")}`];
}
