import { applyKeyOperation, type RecordedOperation } from "./history.js";

/**
 * Looks for an order of operations on one key that explains all their answers, in which no operation comes before one
 * that was answered before it was issued (Wing and Gong's search, with Lowe's memory of what has been tried). Gives the
 * operations that no order explains: the shortest beginning of the history for which there is none; else nothing.
 */
export function findNonLinearizablePrefix(history: readonly RecordedOperation[]): readonly RecordedOperation[] {
  const byAnswer = [...history].sort((a, b) => getAnswerTime(a) - getAnswerTime(b));
  if (isLinearizable(byAnswer)) return [];
  // The first answers that cannot be explained: of the rest it is as if they were never answered.
  let [explained, not] = [0, byAnswer.length];
  while (not - explained > 1) {
    const middle = (explained + not) >> 1;
    if (isLinearizable(takeAnsweredPrefix(byAnswer, middle))) explained = middle;
    else not = middle;
  }
  return byAnswer.slice(0, not);
}

function takeAnsweredPrefix(sortedByAnswerTime: readonly RecordedOperation[], count: number): RecordedOperation[] {
  const end = getAnswerTime(sortedByAnswerTime[count - 1] ?? { answered: undefined });
  return sortedByAnswerTime.flatMap(({ operation, issued, answered }, index) => {
    if (index < count) return answered === undefined ? [{ operation, issued }] : [{ operation, issued, answered }];
    return issued < end ? [{ operation, issued }] : [];
  });
}

function getAnswerTime({ answered }: Pick<RecordedOperation, "answered"> | { readonly answered: undefined }): number {
  return answered?.at ?? Number.POSITIVE_INFINITY;
}

/** One operation that may come next was taken; what was tried after it is remembered in `next`. */
interface Choice {
  readonly taken: number;
  readonly before: string | null;
}

function isLinearizable(history: readonly RecordedOperation[]): boolean {
  const open = [...history].sort((a, b) => a.issued - b.issued);
  const placed = new Uint8Array(open.length);
  const mustPlace = open.filter(({ answered }) => answered !== undefined).length;
  const tried = new Set<string>();
  const choices: Choice[] = [];
  let value: string | null = null;
  let [left, from] = [mustPlace, 0];
  while (left > 0) {
    const next = findNextPlaceable(open, placed, value, from);
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
    const state = `${formatPlacedSet(placed)} ${after}`;
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
function findNextPlaceable(
  history: readonly RecordedOperation[],
  isPlaced: Uint8Array,
  value: string | null,
  fromIndex: number,
): number {
  let earliestAnswer = Number.POSITIVE_INFINITY;
  for (let index = 0; index < history.length; index++) {
    const happening = history[index];
    if (happening === undefined || isPlaced[index] === 1) continue;
    if (happening.issued > earliestAnswer) return -1;
    if (index >= fromIndex && isAnswerPossible(value, happening)) return index;
    earliestAnswer = Math.min(earliestAnswer, getAnswerTime(happening));
  }
  return -1;
}

function isAnswerPossible(valueBefore: string | null, { operation, answered }: RecordedOperation): boolean {
  const { after, answer } = applyKeyOperation(valueBefore, operation);
  // One that was never answered need be placed only where it changes something.
  return answered === undefined ? after !== valueBefore : answer === answered.answer;
}

/** All before the first that is not placed are; so what tells states apart is short. */
function formatPlacedSet(isPlaced: Uint8Array): string {
  const first = isPlaced.indexOf(0);
  if (first === -1) return "all";
  const last = isPlaced.lastIndexOf(1);
  return `${first}:${last < first ? "" : isPlaced.subarray(first, last + 1).join("")}`;
}
