import { usageError } from "../../world/usage-error.js";
import type { CallInput } from "./call.js";

/** A text that a request must bring. */
export function readText(input: CallInput, name: string): string {
  const value = input[name];
  if (typeof value === "string") return value;
  throw usageError(`${name} must be a string.`);
}

/** A text that a request may leave out. */
export function readOptionalText(input: CallInput, name: string): string | undefined {
  return input[name] === undefined ? undefined : readText(input, name);
}

/** A whole number from 1, which a request must bring. */
export function readPositiveInteger(input: CallInput, name: string): number {
  const value = input[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1) return value;
  throw usageError(`${name} must be a whole number from 1.`);
}

/** One of some texts. */
export function readChoice<const T extends string>(input: CallInput, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === input[name]);
  if (found !== undefined) return found;
  throw usageError(`${name} must be one of ${choices.join(", ")}.`);
}

/** Some texts, at most `maxCount`. */
export function readTextList(input: CallInput, name: string, maxCount: number): string[] {
  const value = input[name];
  if (Array.isArray(value) && value.length <= maxCount && value.every((each) => typeof each === "string"))
    return [...value];
  throw usageError(`${name} must be a list of at most ${maxCount} strings.`);
}
