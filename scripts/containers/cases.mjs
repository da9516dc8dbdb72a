import { CONTROLS } from "./controls.mjs";
import { apart, CLEANERS, FALSE_DEATHS } from "./false-deaths.mjs";
import { crowdKilled, handOver } from "./hand-over.mjs";
import { withHouse } from "./house.mjs";
import { OTHER_WAYS, PLACES, RESTARTED } from "./places.mjs";
import { restarts } from "./restarts.mjs";
import { standoff } from "./standoff.mjs";

/** @typedef {import("./engines.mjs").Engine} Engine */
/** @typedef {import("./house.mjs").House} House */
/** @typedef {readonly [owner: Engine, other: Engine]} Pair */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {readonly (() => Promise<string[]>)[]} checks each gives what was wrong
 */

const CROWD = 10;

/**
 * Programs that are killed, one after the other.
 *
 * @param {readonly [Engine, Engine?]} engines
 * @param {import("./size.mjs").Size} size
 * @returns {Case[]}
 */
export function killed([wasm, beside], { restarts: rounds, seed }) {
  const chain = (/** @type {Pair} */ pair, /** @type {number} */ count) => () =>
    withHouse((house) => restarts(house, { pair, rounds: count, seed, place: { directory: house.make("state") } }));
  const alike = (/** @type {Engine} */ engine) => ({
    name: `KS-SHARE-2 KS-LIFE-3 killed and restarted ${rounds} times, ${engine} after ${engine}`,
    checks: [chain([engine, engine], rounds)],
  });
  if (beside === undefined) return [alike(wasm)];
  return [
    {
      name: `KS-SHARE-2 KS-LIFE-3 killed and restarted ${rounds} times each, ${wasm} after ${beside} and ${beside} after ${wasm}`,
      checks: [chain([wasm, beside], 2 * rounds)],
    },
    alike(wasm),
    alike(beside),
    {
      name: `KS-SHARE-2 KS-LIFE-1 ${CROWD} of ${beside} killed at once, and then ${wasm}`,
      checks: [() => withHouse((house) => crowdKilled(house, beside, CROWD))],
    },
  ];
}

/**
 * Programs that live, side by side.
 *
 * @param {readonly Engine[]} engines
 * @returns {Case[]}
 */
export function living(engines) {
  const pairs = engines.flatMap((owner) => engines.map((other) => /** @type {Pair} */ ([owner, other])));
  const forEach = (/** @type {(house: House, pair: Pair) => Promise<string[]>} */ check) =>
    pairs.map((pair) => async () => {
      const wrong = await withHouse((house) => check(house, pair));
      return wrong.map((each) => `${pair.join(", then ")}: ${each}`);
    });
  return [
    { name: "KS-SHARE-1 one gives way to the other", checks: forEach(handOver) },
    ...Object.entries(FALSE_DEATHS).map(([name, situation]) => ({
      name: `KS-SHARE-2 a stopped owner is not robbed ${name}`,
      checks: forEach((house, pair) => standoff(house, { ...situation, pair })),
    })),
    ...Object.entries(CLEANERS).map(([name, situation]) => ({
      name: `KS-SHARE-2 nobody loses anything when ${name}`,
      checks: forEach((house, pair) => standoff(house, { ...situation, pair })),
    })),
  ];
}

/**
 * Both, in places of all kinds.
 *
 * @param {readonly [Engine, Engine?]} engines
 * @param {import("./size.mjs").Size} size
 * @returns {Case[]}
 */
export function inPlaces([wasm, beside = wasm], { seed }) {
  return [
    ...Object.entries({ ...PLACES, ...RESTARTED }).map(([name, furnish]) => ({
      name: `KS-SHARE-2 KS-LIFE-3 ${name}: killed and restarted`,
      checks: [
        () => withHouse((house) => restarts(house, { pair: [wasm, beside], rounds: 2, seed, place: furnish(house) })),
      ],
    })),
    ...Object.entries(PLACES).map(([name, furnish], i) => ({
      name: `KS-SHARE-2 ${name}: stopped, and not robbed`,
      checks: [
        () =>
          withHouse((house) => {
            const { directory, container = {} } = furnish(house);
            const pair = /** @type {Pair} */ (i % 2 === 0 ? [wasm, wasm] : [beside, wasm]);
            return standoff(house, { pair, directory, ...apart(container, container) });
          }),
      ],
    })),
    ...Object.entries(OTHER_WAYS).map(([name, furnish]) => ({
      name: `KS-SHARE-2 ${name}: stopped, and not robbed`,
      checks: [wasm, beside].map(
        (owner) => () =>
          withHouse((house) => standoff(house, { pair: [owner, wasm], ...furnish(house), ...apart({}, {}) })),
      ),
    })),
  ];
}

/**
 * What must not go unseen.
 *
 * @param {readonly [Engine, Engine?]} engines
 * @returns {Case[]}
 */
export function controls([wasm, beside = wasm]) {
  return Object.entries(CONTROLS).map(([name, { find, expected }]) => ({
    name: `control: ${name}`,
    checks: [
      async () => {
        const found = await withHouse((house) => find(house, beside));
        if (found.some((each) => expected.test(each))) return [];
        return [`this went unseen; what was seen is: ${found.join("; ") || "nothing"}`];
      },
    ],
  }));
}
