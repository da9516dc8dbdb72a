/** Keys as a chat bot has them, in no order. */
export function sampleKey(i) {
  return `T${((i * 2_654_435_761) >>> 0).toString(16).padStart(8, "0")}:C1:${i}`;
}

/** Values of about a hundred bytes, each another one: SQLite skips the write of a value that is there already. */
export function sampleValue(i) {
  return { repliedAt: 1_700_000_000_000 + i, text: "x".repeat(60), sequence: i };
}

/** Numbers below `limit` in an order that jumps about, the same at each run. */
export function scattered(limit) {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % limit;
  };
}
