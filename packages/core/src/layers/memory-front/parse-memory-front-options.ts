import { invalidInputError } from "../../errors/input-errors.js";
import { formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { parseOptionalPositiveInteger } from "../../validation/parse-optional-positive-integer.js";
import type { MemoryFrontOptions } from "./memory-front.js";

/** How a memory front is made, complete. */
export interface MemoryFrontSettings extends MemoryFrontOptions {
  readonly maxBacklog: number;
  readonly follow: boolean;
}

const OPERATION = "createMemoryFront";

const DEFAULT_BACKLOG = 1_000;

/**
 * The options of a memory front, checked.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` one of them is wrong
 */
export function parseMemoryFrontOptions(input: unknown): MemoryFrontSettings {
  const names = ["maxEntries", "onError", "maxBacklog", "follow"];
  const {
    maxEntries,
    onError,
    maxBacklog,
    follow = false,
  } = checkOptions(input ?? {}, names, `${OPERATION} options`, OPERATION);
  if (typeof onError !== "function") {
    throw invalidInputError(
      OPERATION,
      `onError must be a function, was ${formatReceivedArgument(onError)}. It is told of each write that did not reach the store.`,
    );
  }
  if (typeof follow !== "boolean") {
    throw invalidInputError(OPERATION, `follow must be true or false, was ${formatReceivedArgument(follow)}.`);
  }
  return {
    follow,
    maxEntries: parseOptionalPositiveInteger(maxEntries, "maxEntries", OPERATION) ?? throwMaxEntriesMissing(),
    maxBacklog: parseOptionalPositiveInteger(maxBacklog, "maxBacklog", OPERATION) ?? DEFAULT_BACKLOG,
    onError: onError as MemoryFrontOptions["onError"], // what it is called with is documented
  };
}

function throwMaxEntriesMissing(): never {
  throw invalidInputError(
    OPERATION,
    "maxEntries is missing: a whole number of at least 1. Memory is bounded by design.",
  );
}
