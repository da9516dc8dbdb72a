/**
 * Measures contestants side by side: many short rounds, in each of which everyone has a turn, so that what else the
 * machine does falls on all alike. What counts is the time of all rounds together: now and then a write pays for a
 * checkpoint that many others share, and a median would leave it out for one contestant and count it for another. The
 * order changes from round to round, so that it is not always the same one who pays.
 *
 * @param {Record<string, () => unknown>} contestants what each does in one operation
 * @param {{ rounds: number, operations: number, weight?: Record<string, number> }} plan `weight`: operations that one call does
 * @returns {Promise<Record<string, number>>} microseconds for one operation
 */
export async function measure(contestants, { rounds, operations, weight = {} }) {
  const totals = Object.fromEntries(Object.keys(contestants).map((name) => [name, 0]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, operation] of rotated(Object.entries(contestants), round)) {
      const calls = Math.max(1, Math.round(operations / (weight[name] ?? 1)));
      const took = await time(operation, calls);
      // The first round warms up.
      if (round > 0) totals[name] += (took * 1_000) / (calls * (weight[name] ?? 1));
    }
  }
  return Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / rounds]));
}

async function time(operation, calls) {
  const began = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = operation();
    if (result instanceof Promise) await result;
  }
  return performance.now() - began;
}

/** Each starts in turn, and every second round runs backwards, so that everyone follows everyone. */
function rotated(list, round) {
  const at = round % list.length;
  const turned = [...list.slice(at), ...list.slice(0, at)];
  return round % 2 === 0 ? turned : turned.reverse();
}
