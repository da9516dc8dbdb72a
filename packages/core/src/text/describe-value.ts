import { quoteNameForMessage } from "./quote-name-for-message.js";

/**
 * What kind of thing `value` is and how large, never what it holds, so that it may stand in any message (KS-ERR-3).
 * No getter is run and nothing is thrown, whatever `value` is.
 */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "string":
      return `a string of ${value.length} characters`;
    case "number":
      return Number.isFinite(value) ? "a number" : String(value);
    case "object":
      return value === null ? "null" : describeObjectKind(value);
    default:
      return `a ${typeof value}`;
  }
}

/** What was given for an argument that is never stored: small and plain things as they are, others by {@link describeValue}. */
export function formatReceivedArgument(argument: unknown): string {
  switch (typeof argument) {
    case "string":
      return quoteNameForMessage(argument);
    case "number":
      return Object.is(argument, -0) ? "-0" : String(argument);
    case "boolean":
      return String(argument);
    default:
      return describeValue(argument);
  }
}

function describeObjectKind(value: object): string {
  try {
    if (Array.isArray(value)) return `an array of ${Number(readArrayLength(value))}`;
    const className = readClassName(value);
    return className === undefined || className === "Object" ? "an object" : `an instance of ${className}`;
  } catch {
    // Only a proxy can throw here.
    return "a proxy that cannot be read";
  }
}

function readArrayLength(array: object): unknown {
  return Object.getOwnPropertyDescriptor(array, "length")?.value;
}

function readClassName(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return undefined;
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof maker !== "function") return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(maker, "name")?.value;
  // Anyone can name a class anything, so that what does not look like a name is not repeated.
  return typeof name === "string" && /^[\w$]{1,64}$/.test(name) ? name : undefined;
}
