import { seededRandom } from "../seeded-random.mjs";

/**
 * @typedef {ReturnType<typeof createRandom>} Random
 *
 * What the recording draws at random, the same on every machine.
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  const next = seededRandom(seed);
  const whole = (/** @type {number} */ from, /** @type {number} */ to) => from + Math.floor(next() * (to - from + 1));
  return {
    /** A whole number, both ends included. */
    whole,
    chance: (/** @type {number} */ probability) => next() < probability,
    /**
     * @template T
     * @param {readonly T[]} list
     * @returns {T}
     */
    pick: (list) => {
      const picked = list[whole(0, list.length - 1)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
    /** Milliseconds around `mean`, many short and a few long, at least one second. */
    gap: (/** @type {number} */ mean) => Math.max(1000, Math.round(-Math.log(1 - next()) * mean)),
    text: (/** @type {string} */ alphabet, /** @type {number} */ length) =>
      Array.from({ length }, () => alphabet[whole(0, alphabet.length - 1)]).join(""),
  };
}
