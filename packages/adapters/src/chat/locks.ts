import type { KeyedStore } from "@keyed-store/core";
import type { Lock } from "./host-types.js";

/** What is stored of a lock. */
export interface LockRecord {
  readonly token: string;
}

type Locks = KeyedStore<LockRecord>;

/** Takes a thread's lock where nobody holds it, in one step; the expiry is the store's own. */
export async function acquireLock(locks: Locks, threadId: string, ttlMs: number): Promise<Lock | null> {
  const token = crypto.randomUUID();
  const entry = await locks.modify(threadId, (held) => (held === undefined ? { value: { token }, ttlMs } : undefined));
  if (entry?.value.token !== token || entry.expiresAt === undefined) return null;
  return { threadId, token, expiresAt: entry.expiresAt };
}

/**
 * Lets a lock live on, if its token still holds it. The version that bore the token is what is touched: one that ended
 * meanwhile is not revived, and one that another took is not prolonged.
 */
export async function extendLock(locks: Locks, { threadId, token }: Lock, ttlMs: number): Promise<boolean> {
  const held = await locks.lookupEntry(threadId);
  return held?.value.token === token && locks.touch(threadId, { ttlMs, ifVersion: held.version });
}

/** Gives a lock up, if its token still holds it. */
export async function releaseLock(locks: Locks, { threadId, token }: Lock): Promise<void> {
  const held = await locks.lookupEntry(threadId);
  if (held?.value.token === token) await locks.delete(threadId, { ifVersion: held.version });
}
