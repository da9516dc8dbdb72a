import type { JsonValue } from "@keyed-store/core";

/** The key number `i`, as a chat bot has them: no two alike, in no order. */
export function createSampleKey(index: number): string {
  return `T${((index * 2_654_435_761) >>> 0).toString(16).padStart(8, "0")}:C1:${index}`;
}

/** The value number `i`, of about a hundred bytes: each another one, since SQLite skips the write of what is there already. */
export function createSampleValue(index: number): JsonValue {
  return { repliedAt: 1_700_000_000_000 + index, text: "x".repeat(60), sequence: index };
}

/** Gives numbers below `limit` in an order that jumps about, the same at each run. */
export function createIndexGenerator(limit: number): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The low bits of such a row repeat themselves soon.
    return Math.floor((state / 2 ** 32) * limit);
  };
}
