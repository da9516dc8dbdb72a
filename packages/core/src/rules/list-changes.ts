import type { ChangesCommand, ChangesResult } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";

/**
 * Where a namespace stands, of whose live entries all are given, oldest first (KS-WATCH-1). For a backend that has no index to ask
 * instead.
 */
export function listChanges(live: readonly StoredEntry[], { after, limit, keys }: ChangesCommand): ChangesResult {
  const expiries = live.flatMap(({ expiresAt }) => expiresAt ?? []);
  const result: ChangesResult = {
    entries: live.filter(({ version }) => version > after).slice(0, limit),
    live: live.length,
    oldest: live[0]?.version ?? null,
    nextExpiry: expiries.length === 0 ? null : expiries.reduce((a, b) => Math.min(a, b)),
  };
  return keys ? { ...result, keys: live.map(({ key, version }) => ({ key, version })) } : result;
}
