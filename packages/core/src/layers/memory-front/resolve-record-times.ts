import { invalidInput } from "../../errors/input-errors.js";
import type { Handle } from "../../handles/namespace-handle.js";
import { ttlOf } from "../../handles/resolve-ttl.js";
import { show } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { LAST_DATE } from "../../validation/check-ttl.js";

/** When it happened and when it expires; `undefined` if it has expired already. */
export function timesOf(
  handle: Handle<unknown>,
  options: unknown,
): { readonly at: number; readonly expiresAt: number | null } | undefined {
  const { at: givenAt, ttlMs: given } = checkOptions(options, ["ttlMs", "at"], "record options", "record");
  const now = handle.store.issuer.clock();
  const at = Math.min(atOf(givenAt, now), now);
  const ttlMs = ttlOf(handle, { ttlMs: given }, "record");
  if (ttlMs === null) return { at, expiresAt: null };
  const expiresAt = at + ttlMs;
  return expiresAt > now ? { at, expiresAt } : undefined;
}

function atOf(at: unknown, now: number): number {
  if (at === undefined) return now;
  if (typeof at === "number" && Number.isInteger(at) && at >= 0 && at <= LAST_DATE) return at;
  throw invalidInput("record", `at must be whole milliseconds since the epoch, was ${show(at)}.`);
}
