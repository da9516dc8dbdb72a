import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { resolveTtl } from "../../handles/resolve-ttl.js";
import { formatArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { MAX_DATE_MS } from "../../validation/check-ttl.js";

/** When it happened and when it expires; `undefined` if it has expired already. */
export function resolveRecordTimes(
  handle: NamespaceHandle<unknown>,
  options: unknown,
): { readonly at: number; readonly expiresAt: number | null } | undefined {
  const { at: inputAt, ttlMs: inputTtlMs } = checkOptions(options, ["ttlMs", "at"], "record options", "record");
  const now = handle.store.client.clock();
  const at = Math.min(checkAt(inputAt, now), now);
  const ttlMs = resolveTtl(handle, { ttlMs: inputTtlMs }, "record");
  if (ttlMs === null) return { at, expiresAt: null };
  const expiresAt = at + ttlMs;
  return expiresAt > now ? { at, expiresAt } : undefined;
}

function checkAt(at: unknown, now: number): number {
  if (at === undefined) return now;
  if (typeof at === "number" && Number.isInteger(at) && at >= 0 && at <= MAX_DATE_MS) return at;
  throw invalidInputError("record", `at must be whole milliseconds since the epoch, was ${formatArgument(at)}.`);
}
