import { computeExpiresAt } from "../../backend/expiry.js";
import type { EpochMs } from "../../contract/clock.js";
import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { EXPIRY_OPTIONS, parseExpiry } from "../../handles/resolve-expiry.js";
import { formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { MAX_DATE_MS } from "../../validation/parse-ttl-ms.js";

/** When a record was made, and when it expires. */
export interface RecordTimes {
  readonly at: EpochMs;
  readonly expiresAt: EpochMs | null;
}

/**
 * When it happened and when it expires; `undefined` if its time to live is over already, so that it is of no account. An
 * instant that has passed says that the key is to be absent (KS-TTL-7).
 */
export function resolveRecordTimesUnlessExpired(
  handle: NamespaceHandle<unknown>,
  options: unknown,
): RecordTimes | undefined {
  const checked = checkOptions(options, [...EXPIRY_OPTIONS, "at"], "record options", "record");
  const now = handle.store.client.clock();
  const at = Math.min(parseRecordTimestamp(checked["at"], now), now);
  const expiry = parseExpiry(handle, checked, "record") ?? { ttlMs: handle.defaultTtlMs };
  const expiresAt = computeExpiresAt(expiry, at);
  return "expiresAt" in expiry || expiresAt === null || expiresAt > now ? { at, expiresAt } : undefined;
}

function parseRecordTimestamp(timestamp: unknown, now: EpochMs): EpochMs {
  if (timestamp === undefined) return now;
  if (typeof timestamp === "number" && Number.isInteger(timestamp) && timestamp >= 0 && timestamp <= MAX_DATE_MS)
    return timestamp;
  throw invalidInputError(
    "record",
    `at must be whole milliseconds since the epoch, was ${formatReceivedArgument(timestamp)}.`,
  );
}
