import type { JsonText } from "../backend/stored-entry.js";
import type { Limits } from "../contract/limits.js";
import { invalidInputError } from "../errors/input-errors.js";
import { describeValue } from "../text/describe-value.js";
import type { ProblemText } from "../text/problem-text.js";
import { toJsonStringLiteralUnlessIllFormed } from "../text/to-json-string-literal-unless-ill-formed.js";
import {
  assertNoCycleEachTimeDepthDoubles,
  assertWithinSizeAndDepth,
  buildValuePath,
  countReadingWorkOrThrowTooLarge,
  createEncodingState,
  type EncodingState,
  keepOnlySizeOfWrittenText,
  UNITS_PER_MEMBER,
} from "./encoding-state.js";
import { openPlainObjectOrArrayOrProblem, readDataPropertyDescriptorOrProblem } from "./open-container.js";
import { formatValuePath } from "./value-path.js";

/** How a store takes values. */
export interface EncodeOptions {
  readonly limits: Limits;
  /** Whether an object's member that is undefined is refused or left out. */
  readonly undefinedFields: "reject" | "drop";
}

/**
 * A value as JSON text (KS-VALUE-1 to 3), captured now: what the caller changes later is not in it.
 *
 * It is written here, in one pass, and not by `JSON.stringify`, which runs getters, calls every `toJSON` it can find,
 * asks a proxy again for what was already checked, and runs out of stack.
 *
 * Invalid goes before too large: a value over a limit is read on, to find out whether something in it is invalid. So
 * that this ends, a bounded amount is read (see {@link countReadingWorkOrThrowTooLarge}); what is larger still is refused as too large, whatever
 * comes after.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is not a JSON value; the message names the path to what is not
 * @throws `KEYED_STORE_LIMIT_EXCEEDED` it is nested too deep or its text is too long; the message names size and limit
 */
export function encodeValue(value: unknown, options: EncodeOptions, operationName: string): JsonText {
  const state = createEncodingState(options.limits, operationName);
  const dropUndefined = options.undefinedFields === "drop";
  for (let member = value; member !== DONE; member = readNextMemberValue(state, dropUndefined)) {
    if (member === undefined && isInnermostContainerObject(state)) throw undefinedFieldError(state);
    if (typeof member === "object" && member !== null) writeContainerStart(state, member);
    else state.text += encodeScalar(state, member);
    if (state.text.length > options.limits.maxValueBytes) keepOnlySizeOfWrittenText(state);
  }
  assertWithinSizeAndDepth(state);
  return state.text;
}

/** Stands for "no member is left"; no value can be it, as it never leaves this file. */
const DONE: unique symbol = Symbol("done");

function writeContainerStart(state: EncodingState, object: object): void {
  const container = openPlainObjectOrArrayOrProblem(object, state.remainingWorkUnits / UNITS_PER_MEMBER);
  if (typeof container === "string") throw invalidValueError(state, container);
  const isArray = container.names === undefined;
  countReadingWorkOrThrowTooLarge(state, (1 + container.length) * UNITS_PER_MEMBER, isArray ? container.length : 0);
  state.text += isArray ? "[" : "{";
  state.openContainers.push(container);
  if (state.openContainers.length > state.maxDepthSeen) {
    state.maxDepthSeen = state.openContainers.length;
    assertNoCycleEachTimeDepthDoubles(state);
  }
}

/** Closes what is complete and gives the next member to write, its name already written, or {@link DONE}. */
function readNextMemberValue(state: EncodingState, dropUndefined: boolean): unknown {
  for (;;) {
    const container = state.openContainers.at(-1);
    if (container === undefined) return DONE;
    const { names, readCount } = container;
    if (readCount === container.length) {
      state.text += names === undefined ? "]" : "}";
      state.openContainers.pop();
      continue;
    }
    container.readCount = readCount + 1;
    const name = names?.[readCount];
    const member = readDataPropertyDescriptorOrProblem(container.object, name ?? readCount);
    if (typeof member === "string") throw invalidValueError(state, member);
    if (name === undefined) {
      if (readCount > 0) state.text += ",";
      return member.value;
    }
    if (member.value === undefined && dropUndefined) continue;
    if (name === "toJSON") throw invalidValueError(state, "is a toJSON of its own");
    state.text += `${container.isEmpty ? "" : ","}${encodeString(state, name, "has a name that is")}:`;
    container.isEmpty = false;
    return member.value;
  }
}

function encodeScalar(state: EncodingState, value: unknown): JsonText {
  switch (typeof value) {
    case "string":
      return encodeString(state, value, "is");
    case "number":
      // As in JSON, -0 becomes 0.
      if (Number.isFinite(value)) return String(value);
      break;
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return "null";
    default:
  }
  throw invalidValueError(state, `is ${describeValue(value)}`);
}

function encodeString(state: EncodingState, text: string, problemPrefix: ProblemText): JsonText {
  countReadingWorkOrThrowTooLarge(state, text.length, text.length);
  const json = toJsonStringLiteralUnlessIllFormed(text);
  if (json === undefined) throw invalidValueError(state, `${problemPrefix} a string with a lone surrogate`);
  return json;
}

function isInnermostContainerObject({ openContainers }: EncodingState): boolean {
  return openContainers.at(-1)?.names !== undefined;
}

function undefinedFieldError(state: EncodingState): Error {
  const path = formatValuePath(buildValuePath(state.openContainers));
  const way = 'Leave the field out, or let openKeyedStore do it for all: undefinedFields: "drop".';
  return invalidInputError(state.operation, `${path} is undefined, which JSON does not have. ${way}`);
}

function invalidValueError(state: EncodingState, problem: ProblemText): Error {
  const path = formatValuePath(buildValuePath(state.openContainers));
  return invalidInputError(state.operation, `${path} ${problem}. ${ALLOWED}`);
}

const ALLOWED =
  "A value is JSON: null, booleans, finite numbers, well-formed strings, and plain arrays and objects of these.";
