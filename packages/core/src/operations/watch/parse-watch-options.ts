import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { isInKeyRange } from "../../rules/is-in-key-range.js";
import { describeValue, formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { hasKeyRangeOptions, parseKeyRange, RANGE_NAMES } from "../ranges/parse-key-range.js";

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
  const { keys, initial = false, signal } = options;
  if (typeof initial !== "boolean") {
    throw invalidInputError("watch", `initial must be true or false, was ${formatReceivedArgument(initial)}.`);
  }
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw invalidInputError("watch", `signal must be an AbortSignal, was ${describeValue(signal)}.`);
  }
  if (keys !== undefined && hasKeyRangeOptions(options)) {
    throw invalidInputError("watch", "keys excludes prefix, from and to: name either the keys or a range of them.");
  }
  const range = parseKeyRange(handle, options, "watch");
  return {
    keys: keys === undefined ? undefined : parseWatchedKeys(handle, keys),
    includes: (key) => isInKeyRange(key, range),
    initial,
    signal,
  };
}

const NAMES = ["keys", "initial", "signal", ...RANGE_NAMES];

function parseWatchedKeys(handle: NamespaceHandle<unknown>, keys: unknown): readonly string[] {
  if (!Array.isArray(keys)) {
    throw invalidInputError("watch", `keys must be an array of keys, was ${formatReceivedArgument(keys)}.`);
  }
  if (keys.length > MAX_KEYS) {
    throw invalidInputError(
      "watch",
      `keys must be at most ${MAX_KEYS} keys, were ${keys.length}. Watch a prefix, or all keys.`,
    );
  }
  return [...new Set(Array.from(keys, (key: unknown) => parseKey(handle, key, "watch")))];
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
