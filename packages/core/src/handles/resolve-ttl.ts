import { checkOptions } from "../validation/check-options.js";
import { checkTtl } from "../validation/check-ttl.js";
import type { NamespaceHandle } from "./namespace-handle.js";

/** How long what a call writes is to live: what the call says, else what the store says (KS-TTL-3). */
export function resolveTtl(handle: NamespaceHandle<unknown>, options: unknown, operation: string): number | null {
  if (options === undefined) return handle.defaultTtlMs;
  const { ttlMs } = checkOptions(options, ["ttlMs"], `${operation} options`, operation);
  const checked = checkTtl(ttlMs, handle.store.client.clock(), operation);
  return checked === undefined ? handle.defaultTtlMs : checked;
}
