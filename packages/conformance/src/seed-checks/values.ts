/** Values of every kind, one after another. */
const KINDS: readonly ((index: number) => unknown)[] = [
  (index) => ({ nested: { index, deep: [{ a: [null, index] }] } }),
  (index) => [index, `${index}`, [], {}],
  (index) => ({ nothing: null, index }),
  (index) => index % 2 === 0,
  () => 0,
  (index) => -index,
  (index) => index + 0.25,
  () => ({}),
  () => [],
  () => "",
  (index) => `text ${index} \u{1f600} \u4e2d\u6587`,
];

/** The value with this number; the same at each call. */
export function createMixedValue(index: number): unknown {
  return KINDS[index % KINDS.length]?.(index);
}

/** Whole numbers from 0 on. */
export function listNumbersBelow(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
