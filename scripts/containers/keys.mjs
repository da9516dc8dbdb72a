/**
 * What is wrong with an answer that was to be a store's keys: it is none, or lacks some that were acknowledged.
 *
 * @param {import("./task.mjs").Answer} answer
 * @param {readonly string[]} acknowledged
 */
export function findMissing({ keys, code, message }, acknowledged) {
  if (keys === undefined) return [`the store could not be read: ${code}: ${message}`];
  const there = new Set(keys);
  const lost = acknowledged.filter((key) => !there.has(key));
  return lost.length === 0
    ? []
    : [`${lost.length} of ${acknowledged.length} acknowledged writes are lost, the first is ${lost[0]}`];
}

/**
 * What is wrong with an answer that was to be good.
 *
 * @param {string} what
 * @param {import("./task.mjs").Answer} answer
 */
export function findRefusal(what, { code, message }) {
  return code === undefined ? [] : [`${what}: ${code}: ${message}`];
}
