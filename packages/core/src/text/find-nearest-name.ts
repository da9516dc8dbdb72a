/**
 * The candidate that `name` was probably meant to be, letter case aside: one that a single edit makes of it, else one that begins with it
 * or has it inside (`dir`, `ttl`), else the one that takes the fewest edits. `undefined` where none is near enough to be worth a hint.
 */
export function findNearestName(name: string, candidates: readonly string[]): string | undefined {
  // A hint for a very long name would be worth less than the time it takes.
  if (name.length > 64) return undefined;
  const near = findNameWithFewestEdits(name, candidates);
  return (near?.edits ?? 2) <= 1 ? near?.candidate : (findNameSharingPart(name, candidates) ?? near?.candidate);
}

function findNameWithFewestEdits(
  name: string,
  candidates: readonly string[],
): { readonly candidate: string; readonly edits: number } | undefined {
  let nearest: { readonly candidate: string; readonly edits: number } | undefined;
  const most = Math.max(2, Math.ceil(name.length / 3));
  for (const candidate of candidates) {
    const edits = computeEditDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= most && edits < (nearest?.edits ?? Number.POSITIVE_INFINITY)) nearest = { candidate, edits };
  }
  return nearest;
}

/** Fewer characters are part of too many names. */
const SHORTEST_PART = 3;

function findNameSharingPart(name: string, candidates: readonly string[]): string | undefined {
  if (name.length < SHORTEST_PART) return undefined;
  const positions = candidates.map((candidate) => candidate.toLowerCase().indexOf(name.toLowerCase()));
  const begins = positions.indexOf(0);
  return candidates[begins === -1 ? positions.findIndex((position) => position > 0) : begins];
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
