import { openNamespaces } from "./writers.js";

/**
 * All that the writers left.
 *
 * @param {import("@keyed-store/core").StateStore} store
 * @returns {Promise<import("../ledger.js").Findings>}
 */
export async function readFindings(store) {
  const { single, left, right, counts, prizes } = openNamespaces(store);
  /** @param {import("@keyed-store/core").KeyedStore<any>} namespace */
  const readNumbers = async (namespace) =>
    (await namespace.entries()).map(({ key, value }) => /** @type {const} */ ([key, Number(value.number)]));
  return {
    single: await readNumbers(single),
    left: await readNumbers(left),
    right: await readNumbers(right),
    count: Number((await counts.lookup("shared")) ?? 0),
    prizes: (await prizes.entries()).map(({ key, value }) => [key, JSON.stringify(value)]),
  };
}
