import type { IncrementCommand, UnversionedEntry } from "../backend/command.js";
import { computeExpiresAt } from "../backend/expiry.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { EpochMs } from "../contract/clock.js";
import { corruptEntryError } from "../errors/corrupt-entry-error.js";
import { type ErrorCode, KeyedStoreError } from "../errors/keyed-store-error.js";
import { quoteNameForMessage } from "../text/quote-name-for-message.js";
import { decodeValue } from "../values/decode.js";

/**
 * What an increment makes of the live entry of its key, or of none: all of the entry to write but its version (KS-ATOM-6).
 *
 * @throws `KEYED_STORE_INVALID_INPUT` there is no number, or the sum is none that counts exactly
 * @throws `KEYED_STORE_CONFLICT` the sum is above the `max` of the command
 * @throws `KEYED_STORE_CORRUPT` what is there cannot be decoded
 */
export function addToCounter(
  found: StoredEntry | undefined,
  command: IncrementCommand,
  now: EpochMs,
): UnversionedEntry {
  const { key, by, expiry, max = Number.POSITIVE_INFINITY } = command;
  const sum = found === undefined ? by : decodeCounterValue(found, command) + by;
  if (!Number.isFinite(sum) || (Number.isInteger(sum) && !Number.isSafeInteger(sum))) {
    throw createIncrementError(
      command,
      "KEYED_STORE_INVALID_INPUT",
      `The sum under key ${quoteNameForMessage(key)} would leave the range of exact integers, from -(2^53 - 1) to 2^53 - 1.`,
    );
  }
  if (sum > max) {
    throw createIncrementError(
      command,
      "KEYED_STORE_CONFLICT",
      `The sum under key ${quoteNameForMessage(key)} would be above ${max}.`,
    );
  }
  const expiresAt = found === undefined ? computeExpiresAt(expiry, now) : found.expiresAt;
  return { key, json: JSON.stringify(sum), createdAt: now, expiresAt };
}

function decodeCounterValue({ json }: StoredEntry, command: IncrementCommand): number {
  const { key, ref } = command;
  let value: unknown;
  try {
    value = decodeValue(json);
  } catch {
    throw corruptEntryError({ owner: ref.owner, namespace: ref.namespace, key }); // without the cause, which would quote the text
  }
  if (typeof value === "number") return value;
  throw createIncrementError(
    command,
    "KEYED_STORE_INVALID_INPUT",
    `The value under key ${quoteNameForMessage(key)} is not a number, so nothing can be added to it.`,
  );
}

function createIncrementError(
  { ref: { owner, namespace } }: IncrementCommand,
  code: ErrorCode,
  message: string,
): KeyedStoreError {
  return new KeyedStoreError(code, `${message} Nothing was changed.`, { owner, namespace });
}
