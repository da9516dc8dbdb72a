/**
 * @typedef {object} Size how much the part does where more proves more
 * @property {number} restarts of each ordered pair of engines
 * @property {number} seed what all randomness begins with
 */

/**
 * What the environment variable `KEYED_STORE_CONTAINERS` chooses: `usual` (the default, the same on every run), or `long`, ten
 * times as much and differently on every run; a seed may follow behind a colon.
 *
 * @returns {Size}
 */
export function readSize() {
  const [name, given] = (process.env["KEYED_STORE_CONTAINERS"] ?? "usual").split(":");
  const seed = given === undefined ? undefined : Number(given);
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new Error(`KEYED_STORE_CONTAINERS: ${given} is no seed`);
  if (name === "usual") return { restarts: 10, seed: seed ?? 1 };
  if (name === "long") return { restarts: 100, seed: seed ?? Date.now() % 2 ** 31 };
  throw new Error(`KEYED_STORE_CONTAINERS is ${name}, and can be usual or long, with a seed behind a colon`);
}
