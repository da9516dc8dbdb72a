import type { ChangesCommand, ChangesResult } from "../../backend/command.js";
import type { NamespaceRef } from "../../backend/namespace-ref.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Clock } from "../../contract/clock.js";
import { hostGlobals } from "../../host/host-globals.js";
import type { ChangeFinder, Look, Read } from "./change-finder.js";
import type { PendingChanges } from "./pending-changes.js";

/** Entries that one read gives. */
const PAGE_SIZE = 1_000;

/** Of its time, a watch spends at most one part in so many on reading all keys. */
const REST_FACTOR = 10;

/** Of a damaged row, and of a key that is taken to be live: none of them is to pass for the oldest. */
const NO_VERSION = Number.MAX_SAFE_INTEGER;

/**
 * Finds the changes of a namespace. Written entries are those above the version of the last look. Whether others are gone, the number
 * of live entries tells; the oldest are found by the version of the oldest that is left, and all others by reading the keys.
 */
export function findChangesOfRange(
  ref: NamespaceRef,
  includes: (key: string) => boolean,
  pending: PendingChanges,
  read: Read,
  clock: Clock,
): ChangeFinder {
  /** The version of each live entry that was seen, in the order of versions, whether it is in the range or not. */
  const known = new Map<string, number>();
  /** The version up to which all is known. */
  let cursor = 0;
  /** The time of the last look: behind a clock that stepped back, what had expired may live again. */
  let lastTime = Number.NEGATIVE_INFINITY;
  let mayReadKeysAt = Number.NEGATIVE_INFINITY;

  const readChanges = (options: Pick<ChangesCommand, "limit" | "keys">): Promise<ChangesResult> =>
    read({ kind: "changes", ref, after: cursor, ...options });

  function addWritten(stored: StoredEntry): void {
    known.delete(stored.key);
    known.set(stored.key, stored.version || NO_VERSION);
    cursor = Math.max(cursor, stored.version);
    if (includes(stored.key)) pending.add({ key: stored.key, stored });
  }

  function addGone(key: string): void {
    known.delete(key);
    if (includes(key)) pending.add({ key, stored: undefined });
  }

  async function readWritten(): Promise<ChangesResult> {
    for (;;) {
      const before = cursor;
      const result = await readChanges({ limit: PAGE_SIZE, keys: false });
      result.entries.forEach(addWritten);
      if (result.entries.length < PAGE_SIZE || cursor === before) return result;
    }
  }

  /** What is evicted, or expires after the same time as all others, is the oldest. */
  function dropOldest(oldest: number | null): void {
    for (const [key, version] of known) {
      if (oldest !== null && version >= oldest) return;
      addGone(key);
    }
  }

  /** Compares all keys with what is known. */
  async function compareKeys(): Promise<ChangesResult> {
    const startedAt = hostGlobals.monotonicNow();
    const result = await readChanges({ limit: 1, keys: true });
    const live = new Map((result.keys ?? []).map(({ key, version }) => [key, version]));
    for (const key of known.keys()) if (!live.has(key)) addGone(key);
    const returned = [...live].flatMap(([key, version]) => (version <= cursor && !known.has(key) ? [key] : []));
    for (let from = 0; from < returned.length; from += PAGE_SIZE) {
      const found = await read({ kind: "getMany", ref, keys: returned.slice(from, from + PAGE_SIZE) });
      for (const stored of found) if (stored !== undefined && stored.version <= cursor) addWritten(stored);
    }
    const endedAt = hostGlobals.monotonicNow();
    mayReadKeysAt = endedAt + REST_FACTOR * (endedAt - startedAt);
    return result;
  }

  return {
    presumeLive(key) {
      if (!known.has(key)) known.set(key, NO_VERSION);
    },
    async begin() {
      const time = clock();
      const { keys = [], nextExpiry } = await readChanges({ limit: 0, keys: true });
      for (const { key, version } of keys) {
        known.set(key, version);
        cursor = version;
      }
      lastTime = time;
      return { nextExpiry };
    },
    async look(): Promise<Look> {
      const time = clock();
      const result = await readWritten();
      dropOldest(result.oldest);
      if (known.size === result.live && time >= lastTime) {
        lastTime = time;
        return { nextExpiry: result.nextExpiry };
      }
      const waitMs = mayReadKeysAt - hostGlobals.monotonicNow();
      if (waitMs > 0) return { nextExpiry: result.nextExpiry, againInMs: waitMs };
      const { nextExpiry, entries } = await compareKeys();
      lastTime = time;
      return entries.length === 0 ? { nextExpiry } : { nextExpiry, againInMs: 0 };
    },
  };
}
