import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { validateKey } from "../../handles/validate-key.js";
import { describeValue, formatArgument } from "../../text/describe-value.js";
import { compareUtf8, findLoneSurrogate } from "../../text/utf8.js";
import { checkOptions } from "../../validation/check-options.js";

/** What to watch, valid. */
export interface WatchSettings {
  /** These keys alone, each once; `undefined` where `includes` decides. */
  readonly keys: readonly string[] | undefined;
  readonly includes: (key: string) => boolean;
  readonly initial: boolean;
  readonly signal: AbortSignal | undefined;
}

/** The most keys of one watch. */
const MAX_KEYS = 10_000;

/**
 * The options of `watch`, checked.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one of them is wrong, or excludes another
 */
export function parseWatchOptions(handle: NamespaceHandle<unknown>, input: unknown): WatchSettings {
  const options = checkOptions(input, NAMES, "watch options", "watch");
  const { keys, prefix, from, to, initial = false, signal } = options;
  if (typeof initial !== "boolean") {
    throw invalidInputError("watch", `initial must be true or false, was ${formatArgument(initial)}.`);
  }
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw invalidInputError("watch", `signal must be an AbortSignal, was ${describeValue(signal)}.`);
  }
  if (keys !== undefined && (prefix !== undefined || from !== undefined || to !== undefined)) {
    throw invalidInputError("watch", "keys excludes prefix, from and to: name either the keys or a range of them.");
  }
  if (prefix !== undefined && (from !== undefined || to !== undefined)) {
    throw invalidInputError("watch", "prefix excludes from and to: it stands for both of them.");
  }
  return {
    keys: keys === undefined ? undefined : checkKeys(handle, keys),
    includes: prefix === undefined ? createRangeFilter(handle, from, to) : createPrefixFilter(prefix),
    initial,
    signal,
  };
}

const NAMES = ["keys", "prefix", "from", "to", "initial", "signal"];

function checkKeys(handle: NamespaceHandle<unknown>, keys: unknown): readonly string[] {
  if (!Array.isArray(keys)) {
    throw invalidInputError("watch", `keys must be an array of keys, was ${formatArgument(keys)}.`);
  }
  if (keys.length > MAX_KEYS) {
    throw invalidInputError(
      "watch",
      `keys must be at most ${MAX_KEYS} keys, were ${keys.length}. Watch a prefix, or all keys.`,
    );
  }
  return [...new Set(Array.from(keys, (key: unknown) => validateKey(handle, key, "watch")))];
}

function createPrefixFilter(prefix: unknown): WatchSettings["includes"] {
  if (typeof prefix !== "string") {
    throw invalidInputError("watch", `prefix must be a string, was ${describeValue(prefix)}.`);
  }
  const lone = findLoneSurrogate(prefix);
  if (lone !== -1) {
    throw invalidInputError("watch", `prefix must be well-formed text, has a lone surrogate at position ${lone}.`);
  }
  return (key) => key.startsWith(prefix);
}

function createRangeFilter(handle: NamespaceHandle<unknown>, from: unknown, to: unknown): WatchSettings["includes"] {
  const first = from === undefined ? undefined : validateKey(handle, from, "watch");
  const end = to === undefined ? undefined : validateKey(handle, to, "watch");
  return (key) =>
    (first === undefined || compareUtf8(key, first) >= 0) && (end === undefined || compareUtf8(key, end) < 0);
}

/** Of any realm: test runners have an `AbortSignal` of their own. */
function isAbortSignal(signal: unknown): signal is AbortSignal {
  return (
    typeof signal === "object" &&
    signal !== null &&
    typeof Reflect.get(signal, "aborted") === "boolean" &&
    typeof Reflect.get(signal, "addEventListener") === "function" &&
    typeof Reflect.get(signal, "removeEventListener") === "function"
  );
}
