import type { Expiry } from "../backend/expiry.js";
import { invalidInputError } from "../errors/input-errors.js";
import { checkOptions, type OptionValues } from "../validation/check-options.js";
import { parseExpiresAt } from "../validation/parse-expires-at.js";
import { parseTtlMs } from "../validation/parse-ttl-ms.js";
import type { NamespaceHandle } from "./namespace-handle.js";

/** The options that say when what a call writes is to expire. */
export const EXPIRY_OPTIONS: readonly string[] = ["ttlMs", "expiresAt"];

/** When what a call writes is to expire: as the call says, else as the store says (KS-TTL-3). */
export function resolveExpiry(handle: NamespaceHandle<unknown>, options: unknown, operationName: string): Expiry {
  if (options === undefined) return { ttlMs: handle.defaultTtlMs };
  const checked = checkOptions(options, EXPIRY_OPTIONS, `${operationName} options`, operationName);
  return parseExpiry(handle, checked, operationName) ?? { ttlMs: handle.defaultTtlMs };
}

/**
 * The expiry among options of a call; `undefined` where they name none.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is wrong (KS-TTL-1), or there are two of them (KS-TTL-7)
 */
export function parseExpiry(
  handle: NamespaceHandle<unknown>,
  options: OptionValues,
  operationName: string,
): Expiry | undefined {
  const ttlMs = parseTtlMs(options["ttlMs"], handle.store.client.clock(), operationName);
  const expiresAt = parseExpiresAt(options["expiresAt"], operationName);
  if (expiresAt === undefined) return ttlMs === undefined ? undefined : { ttlMs };
  if (ttlMs === undefined) return { expiresAt };
  throw invalidInputError(
    operationName,
    "ttlMs and expiresAt were both given. Give one: a time to live, or an instant.",
  );
}
