import type { IncrementCommand } from "../backend/command.js";
import type { JsonText } from "../backend/stored-entry.js";
import type { Entry } from "../contract/entry.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { EXPIRY_OPTIONS, parseExpiry } from "../handles/resolve-expiry.js";
import { createSingleCommandStep, type OperationStep } from "../queue/operation-step.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { quoteNameForMessage } from "../text/quote-name-for-message.js";
import { checkOptions } from "../validation/check-options.js";
import { decodeValue } from "../values/decode.js";
import { toEntry } from "./coding/to-entry.js";

/** Adds to the number under a key, or begins it, in one command, so that none is lost (KS-ATOM-6). */
export function createIncrementStep(
  handle: NamespaceHandle<unknown>,
  key: string,
  options: unknown,
): OperationStep<Entry<number>> {
  return createSingleCommandStep(createIncrementCommand(handle, key, options, "increment"), (written) =>
    toEntry(written, decodeCounter(written.json)),
  );
}

/** The command that adds to a number. */
export function createIncrementCommand(
  handle: NamespaceHandle<unknown>,
  inputKey: string,
  options: unknown,
  operationName: string,
): IncrementCommand {
  const { ref, defaultTtlMs } = handle;
  const key = parseKey(handle, inputKey, operationName);
  if (handle.schema !== undefined) {
    throw invalidInputError(
      operationName,
      `The value under key ${quoteNameForMessage(key)} goes through a schema, which increment does not ask. Use modify.`,
    );
  }
  const checked = checkOptions(options, [...EXPIRY_OPTIONS, "by"], "increment options", operationName);
  const by = parseAddend(checked["by"], operationName);
  const expiry = parseExpiry(handle, checked, operationName) ?? { ttlMs: defaultTtlMs };
  return { kind: "increment", ref, key, by, expiry };
}

/** The number in an entry that an increment has written. */
export function decodeCounter(json: JsonText): number {
  return decodeValue(json) as number; // nothing else is written by one
}

function parseAddend(by: unknown, operationName: string): number {
  if (by === undefined) return 1;
  if (typeof by === "number" && Number.isFinite(by)) return by;
  throw invalidInputError(operationName, `by must be a finite number, was ${formatReceivedArgument(by)}.`);
}
