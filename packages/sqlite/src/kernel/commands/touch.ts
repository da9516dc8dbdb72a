import type { TouchCommand } from "@keyed-store/core";
import type { KernelContext } from "../context/kernel-context.js";
import { recordExpiry } from "../counters/counters.js";
import { isUnexpired } from "../rows/is-unexpired.js";

/** Gives a live entry a new expiry and changes nothing else. */
export function touch(context: KernelContext, { ref, key, ttlMs }: TouchCommand): boolean {
  const counters = context.counters.ofNamespace(ref);
  const found = context.statements.findEntry.get(counters.id, key);
  if (found === undefined || !isUnexpired(found[1], context.now)) return false;
  const expiresAt = ttlMs === null ? null : context.now + ttlMs;
  context.statements.setExpiry.run(expiresAt, counters.id, key);
  recordExpiry(counters, expiresAt);
  return true;
}
