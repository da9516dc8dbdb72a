import type { Limits } from "../contract/limits.js";
import { invalidInputError } from "../errors/input-errors.js";
import { describeValue } from "../text/describe-value.js";
import { toJsonString } from "../text/to-json-string.js";
import { openContainer, readMember } from "./container.js";
import {
  buildPath,
  checkForCycleAtDepth,
  checkSize,
  createEncodingState,
  dropText,
  type EncodingState,
  spendBudget,
  UNITS_PER_MEMBER,
} from "./encoding-state.js";
import { formatPath } from "./value-path.js";

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
 * asks a proxy again for what was already judged, and runs out of stack.
 *
 * Invalid goes before too large: a value over a limit is read on, to find out whether something in it is invalid. So
 * that this ends, a bounded amount is read (see `spend`); what is larger still is refused as too large, whatever
 * comes after.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is not a JSON value; the message names the path to what is not
 * @throws `KEYED_STORE_LIMIT_EXCEEDED` it is nested too deep or its text is too long; the message names size and limit
 */
export function encodeValue(value: unknown, options: EncodeOptions, operation: string): string {
  const writing = createEncodingState(options.limits, operation);
  const dropUndefined = options.undefinedFields === "drop";
  for (let member = value; member !== DONE; member = nextMember(writing, dropUndefined)) {
    if (typeof member === "object" && member !== null) writeContainerStart(writing, member);
    else writing.text += encodeScalar(writing, member);
    if (writing.text.length > options.limits.maxValueBytes) dropText(writing);
  }
  checkSize(writing);
  return writing.text;
}

/** Stands for "no member is left"; no value can be it, as it never leaves this file. */
const DONE: unique symbol = Symbol("done");

function writeContainerStart(writing: EncodingState, object: object): void {
  const container = openContainer(object, writing.budget / UNITS_PER_MEMBER);
  if (typeof container === "string") throw invalidValueError(writing, container);
  const isArray = container.names === undefined;
  spendBudget(writing, (1 + container.length) * UNITS_PER_MEMBER, isArray ? container.length : 0);
  writing.text += isArray ? "[" : "{";
  writing.openContainers.push(container);
  if (writing.openContainers.length > writing.maxDepthSeen) {
    writing.maxDepthSeen = writing.openContainers.length;
    checkForCycleAtDepth(writing);
  }
}

/** Closes what is complete and gives the next member to write, its name already written, or {@link DONE}. */
function nextMember(writing: EncodingState, dropUndefined: boolean): unknown {
  for (;;) {
    const container = writing.openContainers.at(-1);
    if (container === undefined) return DONE;
    const { names, readCount: taken } = container;
    if (taken === container.length) {
      writing.text += names === undefined ? "]" : "}";
      writing.openContainers.pop();
      continue;
    }
    container.readCount = taken + 1;
    const name = names?.[taken];
    const member = readMember(container.object, name ?? taken);
    if (typeof member === "string") throw invalidValueError(writing, member);
    if (name === undefined) {
      if (taken > 0) writing.text += ",";
      return member.value;
    }
    if (member.value === undefined && dropUndefined) continue;
    if (name === "toJSON") throw invalidValueError(writing, "is a toJSON of its own");
    writing.text += `${container.isEmpty ? "" : ","}${encodeString(writing, name, "has a name that is")}:`;
    container.isEmpty = false;
    return member.value;
  }
}

function encodeScalar(writing: EncodingState, value: unknown): string {
  switch (typeof value) {
    case "string":
      return encodeString(writing, value, "is");
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
  throw invalidValueError(writing, `is ${describeValue(value)}`);
}

function encodeString(writing: EncodingState, text: string, role: string): string {
  spendBudget(writing, text.length, text.length);
  const json = toJsonString(text);
  if (json === undefined) throw invalidValueError(writing, `${role} a string with a lone surrogate`);
  return json;
}

function invalidValueError(writing: EncodingState, problem: string): Error {
  const path = formatPath(buildPath(writing.openContainers));
  return invalidInputError(writing.operation, `${path} ${problem}. ${ALLOWED}`);
}

const ALLOWED =
  "A value is JSON: null, booleans, finite numbers, well-formed strings, and plain arrays and objects of these.";
