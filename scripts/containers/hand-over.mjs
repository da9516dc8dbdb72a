import { apart } from "./false-deaths.mjs";
import { APART } from "./house.mjs";
import { findRefusal } from "./keys.mjs";
import { expectNothingLeft } from "./restarts.mjs";
import { open, runInTurn, write } from "./standoff.mjs";

/** @typedef {import("./house.mjs").House} House */
/** @typedef {import("./engines.mjs").Engine} Engine */

/**
 * KS-SHARE-1: two programs in two containers that live, the first of which does nothing when the second comes.
 *
 * @param {House} house
 * @param {readonly [owner: Engine, other: Engine]} pair
 * @returns {Promise<string[]>} what was wrong
 */
export async function handOver(house, [owner, other]) {
  const directory = house.make("state");
  const { startOwner, startOther } = apart({}, {});
  const first = await startOwner(house);
  const second = await startOther(house, first);
  const wrong = [
    ...findRefusal("the owner opens", await open(first, directory, owner)),
    ...findRefusal("the owner writes", await write(first, "owner")),
    ...findRefusal("the other opens", await open(second, directory, other)),
  ];
  return wrong.length > 0 ? wrong : runInTurn(first, second);
}

/**
 * KS-LIFE-1, KS-SHARE-2: so many programs, all in the store at once and each in a container of its own, are killed. What they
 * leave keeps no wasm program out, and is gone when that one closes the store.
 *
 * @param {House} house
 * @param {Engine} engine of those who are killed
 * @param {number} count
 * @returns {Promise<string[]>} what was wrong
 */
export async function crowdKilled(house, engine, count) {
  const place = { directory: house.make("state") };
  const crowd = await Promise.all(Array.from({ length: count }, (_, i) => house.start({ ...APART, host: `box-${i}` })));
  /** @type {string[]} */
  const wrong = [];
  for (const [i, program] of crowd.entries()) {
    wrong.push(...findRefusal(`number ${i} opens`, await open(program, place.directory, engine)));
    wrong.push(...findRefusal(`number ${i} writes`, await write(program, `${i}`)));
  }
  await Promise.all(crowd.map((program) => program.kill()));
  const last = await house.start({ ...APART, host: "box-last" });
  wrong.push(...findRefusal("then wasm opens", await open(last, place.directory, "wasm", 1_000)));
  return wrong.length > 0 ? wrong : expectNothingLeft(house, place, last);
}
