import type { NamespaceRef } from "../../backend/namespace-ref.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { ChangeFinder, Look, Read } from "./change-finder.js";
import type { PendingChanges } from "./pending-changes.js";

/** Instead of a version, for a key that is taken to be live. */
const PRESUMED = -1;

/** Finds the changes of a few keys: one read of them all tells, however large the namespace is. */
export function findChangesOfKeys(
  ref: NamespaceRef,
  keys: readonly string[],
  pending: PendingChanges,
  read: Read,
): ChangeFinder {
  /** The version that each key had at the last look, `null` for none. A key that was never looked at is not in it. */
  const known = new Map<string, number | null>();

  async function readKeys(): Promise<readonly (StoredEntry | undefined)[]> {
    return keys.length === 0 ? [] : read({ kind: "getMany", ref, keys });
  }

  function remember(found: readonly (StoredEntry | undefined)[]): Look {
    keys.forEach((key, position) => {
      known.set(key, found[position]?.version ?? null);
    });
    const expiries = found.flatMap((stored) => stored?.expiresAt ?? []);
    return { nextExpiry: expiries.length === 0 ? null : expiries.reduce((a, b) => Math.min(a, b)) };
  }

  return {
    presumeLive(key) {
      if (known.get(key) === null) known.set(key, PRESUMED);
    },
    begin: async () => remember(await readKeys()),
    async look() {
      const found = await readKeys();
      keys
        .map((key, position) => ({ key, stored: found[position] }))
        .filter(({ key, stored }) => known.get(key) !== (stored?.version ?? null))
        .sort((a, b) => (a.stored?.version ?? 0) - (b.stored?.version ?? 0))
        .forEach(pending.add);
      return remember(found);
    },
  };
}
