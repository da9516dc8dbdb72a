import { createIndexGenerator, createSampleKey, createSampleValue } from "@keyed-store/conformance/bench";

/** A prime, so that a key seldom gets the value that it has. */
const VALUES = 4_099;

/** Keys that are there and values, drawn as the bench of a store draws them, and made before time is taken. */
export function drawn(entries) {
  const keys = Array.from({ length: entries }, (_, i) => createSampleKey(i));
  const values = Array.from({ length: VALUES }, (_, i) => createSampleValue(i));
  const anyOf = createIndexGenerator(entries);
  let used = 0;
  return { key: () => keys[anyOf()], value: () => values[used++ % VALUES] };
}
