import { describeValue } from "../text/describe-value.js";
import type { ProblemText } from "../text/problem-text.js";
import { isPlainArray, isPlainObject } from "./is-plain.js";
import type { PathStep } from "./value-path.js";

/** An array or object that is being read, member by member. */
export interface OpenContainer {
  readonly object: object;
  /** The names of an object's members; `undefined` for an array, whose elements have positions. */
  readonly names: readonly string[] | undefined;
  readonly length: number;
  /** How many members have been taken. */
  readCount: number;
  /** Whether the next member written is the first. */
  isEmpty: boolean;
}

/**
 * Begins to read an array or object; a text says what is wrong with it (KS-VALUE-1).
 *
 * @param maxMembers - how many members are going to be read at most; an array that has more is looked at no further
 */
export function openPlainObjectOrArrayOrProblem(object: object, maxMembers: number): OpenContainer | ProblemText {
  try {
    return Array.isArray(object) ? openPlainArrayOrProblem(object, maxMembers) : openPlainObjectOrProblem(object);
  } catch {
    return UNREADABLE;
  }
}

/**
 * Reads one member, by its descriptor: so no getter runs, and a proxy is asked once and held to its answer. A text
 * says what is wrong with it.
 */
export function readDataPropertyDescriptorOrProblem(
  object: object,
  memberName: PathStep,
): PropertyDescriptor | ProblemText {
  let member: PropertyDescriptor | undefined;
  try {
    member = Object.getOwnPropertyDescriptor(object, memberName);
  } catch {
    return UNREADABLE;
  }
  if (member === undefined) return "is missing, as in a sparse array";
  // Only an accessor's descriptor lacks it.
  if (member.writable === undefined) return "is an accessor";
  return member.enumerable === true ? member : "is not enumerable";
}

// What was thrown may tell anything, so that nothing of it is kept.
const UNREADABLE = "cannot be read: a proxy threw";

function openPlainObjectOrProblem(object: object): OpenContainer | ProblemText {
  if (!isPlainObject(object)) return describeNonPlainObject(object);
  const names = Reflect.ownKeys(object);
  for (const name of names) if (typeof name === "symbol") return "has a symbol as a property";
  // None is a symbol, as was just seen.
  return { object, names: names as string[], length: names.length, readCount: 0, isEmpty: true };
}

function openPlainArrayOrProblem(array: readonly unknown[], maxMembers: number): OpenContainer | ProblemText {
  if (!isPlainArray(array)) return describeNonPlainObject(array);
  const length = Number(Object.getOwnPropertyDescriptor(array, "length")?.value);
  // A dense array has its elements and `length`. Where others make up the number, reading finds an element missing.
  const properties =
    length > maxMembers ? guessPropertyCountFromLastElement(array, length) : Reflect.ownKeys(array).length;
  if (properties > length + 1) return "is an array with properties beside its elements";
  if (properties !== length + 1) return "is a sparse array";
  return { object: array, names: undefined, length, readCount: 0, isEmpty: true };
}

/** Listing the properties of a very long array takes long; most sparse ones lack their last element. */
function guessPropertyCountFromLastElement(array: readonly unknown[], length: number): number {
  return Object.hasOwn(array, length - 1) ? length + 1 : 0;
}

function describeNonPlainObject(object: object): ProblemText {
  const kind = describeValue(object);
  return kind.startsWith("an instance") ? `is ${kind}` : `is ${kind} with a prototype of its own`;
}
