/**
 * Measures contestants side by side: many short rounds, in each of which everyone has a turn, so that what else the
 * machine does falls on all alike. What counts is the median over the rounds.
 *
 * @param {Record<string, () => unknown>} contestants what each does in one operation
 * @param {{ rounds: number, operations: number, weight?: Record<string, number> }} plan `weight`: operations that one call does
 * @returns {Promise<Record<string, number>>} microseconds for one operation
 */
export async function measure(contestants, { rounds, operations, weight = {} }) {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, operation] of Object.entries(contestants)) {
      const calls = Math.max(1, Math.round(operations / (weight[name] ?? 1)));
      const took = await time(operation, calls);
      // The first round warms up.
      if (round > 0) times[name].push((took * 1_000) / (calls * (weight[name] ?? 1)));
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

async function time(operation, calls) {
  const began = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = operation();
    if (result instanceof Promise) await result;
  }
  return performance.now() - began;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
