import type { EpochMs } from "../contract/clock.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { MAX_DATE_MS } from "./parse-ttl-ms.js";

/**
 * An expiry as an instant (KS-TTL-7), which may have passed; `undefined` is absent.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` not whole milliseconds since the epoch up to the last valid date
 */
export function parseExpiresAt(expiresAt: unknown, operationName: string): EpochMs | undefined {
  if (expiresAt === undefined) return undefined;
  if (typeof expiresAt === "number" && Number.isInteger(expiresAt) && expiresAt >= 0 && expiresAt <= MAX_DATE_MS) {
    return expiresAt;
  }
  throw invalidInputError(
    operationName,
    `expiresAt must be whole milliseconds since the epoch, from 0 to ${MAX_DATE_MS}, was ${formatReceivedArgument(expiresAt)}. ` +
      "For never, give ttlMs: null.",
  );
}
