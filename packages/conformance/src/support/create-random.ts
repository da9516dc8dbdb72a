/** Whole numbers from a seed, the same in every process and on every platform (mulberry32). */
export interface Random {
  /** A whole number from 0 to `bound` - 1. */
  readonly below: (bound: number) => number;
  /** One of `choices`. */
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/** A generator of its own for `seed`. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
  return {
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
