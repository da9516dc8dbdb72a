/**
 * The candidate that `name` was probably meant to be: the one that takes the fewest edits, letter case aside.
 * `undefined` where none is near enough to be worth a hint.
 */
export function findNearestName(name: string, candidates: readonly string[]): string | undefined {
  // A hint for a very long name would be worth less than the time it takes.
  if (name.length > 64) return undefined;
  let best: string | undefined;
  let fewest = Math.max(2, Math.ceil(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = computeEditDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/** How many insertions, removals and replacements of one character lead from `a` to `b` (Levenshtein). */
function computeEditDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const removed = (row[j] ?? 0) + 1;
      const inserted = (next[j - 1] ?? 0) + 1;
      next.push(Math.min(replaced, removed, inserted));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
