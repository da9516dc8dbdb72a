import type { NamespaceRef } from "../../backend/namespace-ref.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { EntryVersion } from "../../contract/entry.js";
import type { ChangeFinder, ReadStored, Watcher } from "./change-finder.js";

/** Instead of a version, for a key that is taken to be live. */
const PRESUMED = -1;

/** The version that each key of a watcher had at the last look, `null` for none. A key that was never looked at is not in it. */
type KnownVersions = Map<string, EntryVersion | null>;

type FoundEntries = ReadonlyMap<string, StoredEntry | undefined>;

/** Finds the changes of a few keys: one read of those of all watchers tells, however large the namespace is. */
export function createKeyChangeFinder(ref: NamespaceRef, read: ReadStored): ChangeFinder {
  /** Without known versions where the first read is still under way. */
  const watchers = new Map<Watcher, KnownVersions | undefined>();

  async function readKeys(keys: readonly string[]): Promise<FoundEntries> {
    const found = keys.length === 0 ? [] : await read({ kind: "getMany", ref, keys });
    return new Map(keys.map((key, position) => [key, found[position]]));
  }

  return {
    async begin(watcher) {
      watchers.set(watcher, undefined);
      const found = await readKeys(watcher.keys ?? []);
      if (!watchers.has(watcher)) return; // it has left
      const known: KnownVersions = new Map();
      rememberVersions(known, found);
      watchers.set(watcher, known);
    },
    admit: (watcher) => void watchers.set(watcher, new Map()),
    leave: (watcher) => void watchers.delete(watcher),
    presumeLive(watcher, key) {
      const known = watchers.get(watcher);
      if (known?.get(key) === null) known.set(key, PRESUMED);
    },
    async look() {
      // Whoever begins meanwhile may know more than this look finds.
      const present = [...watchers].flatMap(([watcher, known]) => (known === undefined ? [] : [{ watcher, known }]));
      const found = await readKeys([...new Set(present.flatMap(({ watcher }) => watcher.keys ?? []))]);
      for (const { watcher, known } of present) addChangesToPending(watcher, known, found);
      const expiries = [...found.values()].flatMap((stored) => stored?.expiresAt ?? []);
      return { nextExpiry: expiries.length === 0 ? null : expiries.reduce((a, b) => Math.min(a, b)) };
    },
  };
}

function addChangesToPending(
  { keys = [], pending }: Watcher,
  knownVersions: KnownVersions,
  foundEntries: FoundEntries,
): void {
  const changed = keys
    .map((key) => ({ key, stored: foundEntries.get(key) }))
    .filter(({ key, stored }) => knownVersions.get(key) !== (stored?.version ?? null))
    .sort((a, b) => (a.stored?.version ?? 0) - (b.stored?.version ?? 0));
  for (const change of changed) pending.add(change, false);
  rememberVersions(knownVersions, new Map(changed.map(({ key, stored }) => [key, stored])));
}

function rememberVersions(knownVersions: KnownVersions, foundEntries: FoundEntries): void {
  for (const [key, stored] of foundEntries) knownVersions.set(key, stored?.version ?? null);
}
