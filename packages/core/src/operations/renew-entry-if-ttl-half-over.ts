import type { StoredEntry } from "../backend/stored-entry.js";
import { submitOperation } from "../calls/submit-operation.js";
import type { EpochMs } from "../contract/clock.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { createSingleCommandStep } from "../queue/operation-step.js";

/**
 * Begins the time of an entry that was looked at anew, where its namespace says so and more than half of it is over
 * (KS-TTL-8). Nobody waits for it, and whatever becomes of it, the lookup was right. It touches what was read and nothing
 * that others have written or touched meanwhile.
 */
export function renewEntryIfTtlHalfOver(
  { store, ref, defaultTtlMs, renewingKeys }: NamespaceHandle<unknown>,
  { key, createdAt, expiresAt, version }: StoredEntry,
): void {
  if (renewingKeys === undefined || defaultTtlMs === null || expiresAt === null) return;
  if (store.access === "read-only" || renewingKeys.has(key)) return;
  if (!isTtlHalfOver(expiresAt, store.client.clock(), chooseShorterPositiveTtlMs(expiresAt - createdAt, defaultTtlMs)))
    return;
  renewingKeys.add(key);
  const { owner, namespace } = ref;
  const expiry = { ttlMs: defaultTtlMs };
  submitOperation(store, { operation: "touch", owner, namespace }, () =>
    createSingleCommandStep(
      { kind: "touch", ref, key, expiry, expected: version, expectedExpiresAt: expiresAt },
      (touched) => touched,
    ),
  )
    .catch(() => {}) // the next lookup tries again
    .finally(() => renewingKeys.delete(key));
}

/** The time that half of is judged by: the store's, or that of an entry which was given less. */
function chooseShorterPositiveTtlMs(entryTtlMs: number, defaultTtlMs: number): number {
  return entryTtlMs > 0 && entryTtlMs < defaultTtlMs ? entryTtlMs : defaultTtlMs;
}

function isTtlHalfOver(expiresAt: EpochMs, now: EpochMs, ttlMs: number): boolean {
  return (expiresAt - now) * 2 < ttlMs;
}
