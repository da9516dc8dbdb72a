import { applyKeyOperation, type Happening } from "./history.js";

/**
 * Looks for an order of operations on one key that explains all their answers, in which no operation comes before one
 * that was answered before it was issued (Wing and Gong's search, with Lowe's memory of what has been tried). Gives the
 * operations that no order explains: the shortest beginning of the history for which there is none; else nothing.
 */
export function unexplained(happenings: readonly Happening[]): readonly Happening[] {
  const byAnswer = [...happenings].sort((a, b) => answeredAt(a) - answeredAt(b));
  if (isLinearizable(byAnswer)) return [];
  // The first answers that cannot be explained: of the rest it is as if they were never answered.
  let [explained, not] = [0, byAnswer.length];
  while (not - explained > 1) {
    const middle = (explained + not) >> 1;
    if (isLinearizable(answeredUpTo(byAnswer, middle))) explained = middle;
    else not = middle;
  }
  return byAnswer.slice(0, not);
}

function answeredUpTo(byAnswer: readonly Happening[], count: number): Happening[] {
  const end = answeredAt(byAnswer[count - 1] ?? { answered: undefined });
  return byAnswer.flatMap(({ operation, issued, answered }, index) => {
    if (index < count) return answered === undefined ? [{ operation, issued }] : [{ operation, issued, answered }];
    return issued < end ? [{ operation, issued }] : [];
  });
}

function answeredAt({ answered }: Pick<Happening, "answered"> | { readonly answered: undefined }): number {
  return answered?.at ?? Number.POSITIVE_INFINITY;
}

/** One operation that may come next was taken; what was tried after it is remembered in `next`. */
interface Choice {
  readonly taken: number;
  readonly before: string | null;
}

function isLinearizable(happenings: readonly Happening[]): boolean {
  const open = [...happenings].sort((a, b) => a.issued - b.issued);
  const placed = new Uint8Array(open.length);
  const mustPlace = open.filter(({ answered }) => answered !== undefined).length;
  const tried = new Set<string>();
  const choices: Choice[] = [];
  let value: string | null = null;
  let [left, from] = [mustPlace, 0];
  while (left > 0) {
    const next = nextChoice(open, placed, value, from);
    if (next === -1) {
      const last = choices.pop();
      if (last === undefined) return false;
      placed[last.taken] = 0;
      if (open[last.taken]?.answered !== undefined) left++;
      value = last.before;
      from = last.taken + 1;
      continue;
    }
    const happening = open[next];
    if (happening === undefined) return false;
    const { after } = applyKeyOperation(value, happening.operation);
    placed[next] = 1;
    const state = `${signature(placed)} ${after}`;
    if (tried.has(state)) {
      placed[next] = 0;
      from = next + 1;
      continue;
    }
    tried.add(state);
    choices.push({ taken: next, before: value });
    if (happening.answered !== undefined) left--;
    value = after;
    from = 0;
  }
  return true;
}

/** The first operation from a place on that may come next: no other one was answered before it was issued. */
function nextChoice(open: readonly Happening[], placed: Uint8Array, value: string | null, from: number): number {
  let earliestAnswer = Number.POSITIVE_INFINITY;
  for (let index = 0; index < open.length; index++) {
    const happening = open[index];
    if (happening === undefined || placed[index] === 1) continue;
    if (happening.issued > earliestAnswer) return -1;
    if (index >= from && explains(value, happening)) return index;
    earliestAnswer = Math.min(earliestAnswer, answeredAt(happening));
  }
  return -1;
}

function explains(value: string | null, { operation, answered }: Happening): boolean {
  const { after, answer } = applyKeyOperation(value, operation);
  // One that was never answered need be placed only where it changes something.
  return answered === undefined ? after !== value : answer === answered.answer;
}

/** All before the first that is not placed are; so what tells states apart is short. */
function signature(placed: Uint8Array): string {
  const first = placed.indexOf(0);
  if (first === -1) return "all";
  const last = placed.lastIndexOf(1);
  return `${first}:${last < first ? "" : placed.subarray(first, last + 1).join("")}`;
}
