import { findMissing, findRefusal } from "./keys.mjs";

/** @typedef {import("./engines.mjs").Engine} Engine */
/** @typedef {import("./program.mjs").Program} Program */
/** @typedef {import("./house.mjs").House} House */

/** How long one may wait for another that lives and gives way. */
const PATIENTLY_MS = 30_000;

/** How long one asks for what it must not get. */
const IN_VAIN_MS = 300;

const WRITES = 20;

/** Those that may be in at once, for SQLite's own locks keep them apart. */
const SHARING = new Set(["native", "node"]);

/**
 * @typedef {object} Standoff
 * @property {readonly [owner: Engine, other: Engine]} pair who has the store first, and who comes later
 * @property {string} [directory] of the store
 * @property {string} [elsewhere] where the other one finds it, if not there
 * @property {(house: House) => Promise<Program>} startOwner
 * @property {(house: House, owner: Program) => Promise<Program>} startOther
 * @property {(house: House, directory: string) => void} [meanwhile] what is done to the files while the owner is stopped: then
 *   the other one may get in, as long as nothing is lost
 * @property {boolean} [writing] whether the owner is at work when it is stopped, perhaps in the middle of a commit
 * @property {boolean} [neverTogether] whether the other one need not ever get in
 */

/**
 * KS-SHARE-2: an owner is stopped, and another one comes. Where one of them must be alone with the store, the other is `BUSY`.
 * Then the owner goes on, and both write in turn: each gives way to the other, and in the end all that was acknowledged is
 * there. Whoever gets in beside a living owner loses writes, or makes it lose some.
 *
 * @param {House} house
 * @param {Standoff} standoff
 * @returns {Promise<string[]>} what was wrong
 */
export async function standoff(house, { pair, startOwner, startOther, meanwhile, writing, neverTogether, ...where }) {
  const [owner, other] = pair;
  const { directory = house.make("state"), elsewhere = directory } = where;
  const first = await startOwner(house);
  const wrong = findRefusal("the owner opens", await open(first, directory, owner));
  if (wrong.length > 0) return wrong;
  wrong.push(...findRefusal("the owner writes", await write(first, "owner")));
  const second = await startOther(house, first);
  const work = writing ? first.request({ do: "write", name: "owner", from: WRITES, count: 10 * WRITES }) : undefined;
  if (writing) await first.waitForWrites(2 * WRITES);
  await first.stop();
  meanwhile?.(house, directory);
  const { opened, code, message } = await open(second, elsewhere, other, IN_VAIN_MS);
  if (opened && meanwhile === undefined && !(SHARING.has(owner) && SHARING.has(other))) {
    wrong.push("two owners at once: the other got in while the owner was stopped");
    await write(second, "other");
  }
  const honest = code === "KEYED_STORE_BUSY" || (neverTogether && code === "KEYED_STORE_OPEN_FAILED");
  if (!opened && !honest) wrong.push(`the other asks for the store: ${code}: ${message}`);
  first.resume();
  if (work !== undefined) wrong.push(...findRefusal("the owner is done", await work));
  if (neverTogether) {
    wrong.push(...findRefusal("the owner goes on", await write(first, "owner")));
    return [...wrong, ...findMissing(await first.request({ do: "look" }), first.acknowledged)];
  }
  if (!opened) wrong.push(...findRefusal("the other opens", await open(second, elsewhere, other)));
  return [...wrong, ...(await runInTurn(first, second))];
}

/**
 * Both write in turn, and then at once; then one closes, and the other looks, and closes too.
 *
 * @param {Program} first
 * @param {Program} second
 * @returns {Promise<string[]>} what was wrong
 */
export async function runInTurn(first, second) {
  /** @type {string[]} */
  const wrong = [];
  for (let turn = 0; turn < 3; turn++) {
    wrong.push(...findRefusal("the other writes", await write(second, "other")));
    wrong.push(...findRefusal("the owner writes on", await write(first, "owner")));
  }
  const both = await Promise.all([write(first, "owner"), write(second, "other")]);
  wrong.push(...both.flatMap((answer) => findRefusal("both write", answer)));
  const acknowledged = [...first.acknowledged, ...second.acknowledged];
  for (const program of [first, second])
    wrong.push(...findMissing(await program.request({ do: "look" }), acknowledged));
  wrong.push(...findRefusal("the owner closes", await first.request({ do: "close" })));
  wrong.push(...findMissing(await second.request({ do: "look" }), acknowledged));
  wrong.push(...findRefusal("the other closes", await second.request({ do: "close" })));
  return wrong;
}

/**
 * @param {Program} program
 * @param {string} directory
 * @param {Engine} engine
 * @param {number} [busyTimeoutMs]
 */
export function open(program, directory, engine, busyTimeoutMs = PATIENTLY_MS) {
  return program.request({ do: "open", directory, engine, busyTimeoutMs });
}

/**
 * @param {Program} program
 * @param {string} name
 */
export function write(program, name) {
  return program.request({ do: "write", name, from: program.acknowledged.length, count: WRITES });
}
