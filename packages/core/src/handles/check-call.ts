import { invalidInput, show } from "../errors/input-errors.js";
import { checkKey } from "../validation/check-names.js";
import { checkOptions } from "../validation/check-options.js";
import { checkTtl } from "../validation/check-ttl.js";
import type { Handle } from "./namespace-handle.js";

/** The key of a call, valid. */
export function keyOf(handle: Handle<unknown>, key: unknown, operation: string): string {
  checkKey(key, handle.encoding.limits, operation);
  return key;
}

/** How long what a call writes is to live: what the call says, else what the store says (KS-TTL-3). */
export function ttlOf(handle: Handle<unknown>, options: unknown, operation: string): number | null {
  if (options === undefined) return handle.defaultTtlMs;
  const { ttlMs } = checkOptions(options, ["ttlMs"], `${operation} options`, operation);
  const checked = checkTtl(ttlMs, handle.store.issuer.clock(), operation);
  return checked === undefined ? handle.defaultTtlMs : checked;
}

/** An entry's version, as the caller has it from an entry. */
export function versionOf(version: unknown, argument: string, operation: string, orNull = ""): number {
  if (typeof version === "number" && Number.isSafeInteger(version) && version >= 1) return version;
  throw invalidInput(operation, `${argument} must be the version of an entry${orNull}, was ${show(version)}.`);
}

/** A version, or `null` for the absence of an entry. */
export function versionOrNullOf(version: unknown, argument: string, operation: string): number | null {
  return version === null ? null : versionOf(version, argument, operation, ", or null to expect none");
}

/** A whole number from 1, or `undefined`. */
export function limitOf(limit: unknown, argument: string, operation: string): number | undefined {
  if (limit === undefined) return undefined;
  if (typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 1) return limit;
  throw invalidInput(operation, `${argument} must be a whole number of at least 1, was ${show(limit)}.`);
}
