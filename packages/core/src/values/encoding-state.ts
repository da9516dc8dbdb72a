import type { Limits } from "../contract/limits.js";
import { invalidInputError, limitExceededError } from "../errors/input-errors.js";
import { countUtf8Bytes } from "../text/utf8.js";
import type { OpenContainer } from "./open-container.js";
import { formatValuePath, type ValuePath } from "./value-path.js";

/** The state of one `encodeValue`. */
export interface EncodingState {
  readonly limits: Limits;
  readonly operation: string;
  /** The arrays and objects around the place of writing, outermost first: a stack of our own, as deep as it takes. */
  readonly openContainers: OpenContainer[];
  /** What is written, or what is left of it once it is too much. */
  text: string;
  /** Bytes of text that were too many to keep. */
  droppedBytes: number;
  /** The most containers that were open at once. */
  maxDepthSeen: number;
  /** Units of reading that are left, see {@link countReadingWorkOrThrowTooLarge}. */
  remainingWorkUnits: number;
  /** The depth at which {@link assertNoCycleEachTimeDepthDoubles} looks next. */
  nextCycleCheck: number;
}

/** What reading a member costs; reading a character of a string costs 1. */
export const UNITS_PER_MEMBER = 64;

/** Units that may be spent on a value beyond what one within the limits can take: 16 MiB of text, 262,144 members. */
const EXTRA_UNITS = 2 ** 24;

/** Deeper than values usually are, and soon reached by one that contains itself. */
const FIRST_CYCLE_CHECK = 65;

/** Nothing written yet. */
export function createEncodingState(limits: Limits, operationName: string): EncodingState {
  return {
    limits,
    operation: operationName,
    openContainers: [],
    text: "",
    droppedBytes: 0,
    maxDepthSeen: 0,
    // Each member and each character of a value within the limit takes at least a byte of it.
    remainingWorkUnits: EXTRA_UNITS + limits.maxValueBytes * UNITS_PER_MEMBER,
    nextCycleCheck: FIRST_CYCLE_CHECK,
  };
}

/**
 * Pays for reading. It bounds what a value can cost that is far over the limits, or has no end at all, as objects
 * with shared parts and proxies can.
 *
 * @param minAddedTextBytes - the least that what is to be read adds to the text
 */
export function countReadingWorkOrThrowTooLarge(
  state: EncodingState,
  workUnits: number,
  minAddedTextBytes: number,
): void {
  state.remainingWorkUnits -= workUnits;
  if (state.remainingWorkUnits >= 0) return;
  state.droppedBytes += minAddedTextBytes;
  assertNoCycle(state);
  throw valueTooLargeError(state, "at least ");
}

/** Keeps the size and forgets the text, once it is clear that the value is too large. */
export function keepOnlySizeOfWrittenText(state: EncodingState): void {
  state.droppedBytes += countUtf8Bytes(state.text);
  state.text = "";
}

/** Refuses what turned out to be over a limit. */
export function assertWithinSizeAndDepth(state: EncodingState): void {
  const { maxDepth, maxValueBytes } = state.limits;
  // Three bytes are the most that a UTF-16 unit takes, so that most texts need no counting.
  const fits =
    state.droppedBytes === 0 && (state.text.length * 3 <= maxValueBytes || countUtf8Bytes(state.text) <= maxValueBytes);
  if (!fits || state.maxDepthSeen > maxDepth) throw valueTooLargeError(state, "");
}

/**
 * Looks for a cycle each time the depth has doubled: a value inside itself gets ever deeper, so it is found, and
 * other values pay next to nothing.
 */
export function assertNoCycleEachTimeDepthDoubles(state: EncodingState): void {
  if (state.maxDepthSeen < state.nextCycleCheck) return;
  state.nextCycleCheck *= 2;
  assertNoCycle(state);
}

/** The way to the member that is being read. */
export function buildValuePath(openContainers: readonly OpenContainer[]): ValuePath {
  return openContainers.map(({ names, readCount }) => names?.[readCount - 1] ?? readCount - 1);
}

function assertNoCycle({ openContainers, operation }: EncodingState): void {
  const ancestors = new Set<object>();
  for (const [depth, { object }] of openContainers.entries()) {
    if (ancestors.has(object)) {
      const path = formatValuePath(buildValuePath(openContainers.slice(0, depth)));
      throw invalidInputError(operation, `${path} contains itself. A value must be a tree, without cycles.`);
    }
    ancestors.add(object);
  }
}

function valueTooLargeError(state: EncodingState, amountPrefix: string): Error {
  const { maxDepth, maxValueBytes } = state.limits;
  const bytes = state.droppedBytes + countUtf8Bytes(state.text);
  const excesses: string[] = [];
  if (state.maxDepthSeen > maxDepth) {
    excesses.push(
      `nests ${amountPrefix}${state.maxDepthSeen} arrays and objects, of ${maxDepth} allowed (limits.maxDepth)`,
    );
  }
  if (bytes > maxValueBytes) {
    excesses.push(
      `takes ${amountPrefix}${bytes} bytes as JSON text, of ${maxValueBytes} allowed (limits.maxValueBytes)`,
    );
  }
  if (excesses.length === 0) excesses.push("has too many members to read them all");
  return limitExceededError(state.operation, `value ${excesses.join(" and ")}.`);
}
