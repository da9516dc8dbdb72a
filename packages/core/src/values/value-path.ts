import { quoteNameForMessage } from "../text/quote-name-for-message.js";

/** The name of an object's member, or the position of an array's element. */
export type PathStep = string | number;

/** The way to one place inside a value. */
export type ValuePath = readonly PathStep[];

/** A path as a person would write it, such as `value.user.tags[3]`; the middle of a very long one is left out. */
export function formatValuePath(path: ValuePath): string {
  if (path.length <= 2 * MAX_STEPS_PER_END) return `value${path.map(formatPathStep).join("")}`;
  const first = path.slice(0, MAX_STEPS_PER_END).map(formatPathStep).join("");
  const last = path.slice(-MAX_STEPS_PER_END).map(formatPathStep).join("");
  return `value${first} … ${last}`;
}

const MAX_STEPS_PER_END = 8;

function formatPathStep(step: PathStep): string {
  if (typeof step === "number") return `[${step}]`;
  return /^[A-Za-z_$][\w$]{0,63}$/.test(step) ? `.${step}` : `[${quoteNameForMessage(step)}]`;
}
