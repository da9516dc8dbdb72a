import { ttlOf } from "../facade/check-call.js";
import type { Handle } from "../facade/handle.js";
import { invalidInput, show } from "../invalid.js";
import { checkOptions } from "../options.js";
import { LAST_DATE } from "../ttl.js";
import type { Remembered } from "./front-memory.js";

/** The age and expiry of what is recorded; `undefined` if it has expired already. */
export function timesOf(
  handle: Handle<unknown>,
  options: unknown,
): Pick<Remembered, "createdAt" | "expiresAt"> | undefined {
  const { at, ttlMs: given } = checkOptions(options, ["ttlMs", "at"], "record options", "record");
  const now = handle.store.issuer.clock();
  const createdAt = Math.min(atOf(at, now), now);
  const ttlMs = ttlOf(handle, { ttlMs: given }, "record");
  if (ttlMs === null) return { createdAt, expiresAt: null };
  const expiresAt = createdAt + ttlMs;
  return expiresAt > now ? { createdAt, expiresAt } : undefined;
}

function atOf(at: unknown, now: number): number {
  if (at === undefined) return now;
  if (typeof at === "number" && Number.isInteger(at) && at >= 0 && at <= LAST_DATE) return at;
  throw invalidInput("record", `at must be whole milliseconds since the epoch, was ${show(at)}.`);
}
