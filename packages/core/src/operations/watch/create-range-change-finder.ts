import type { ChangesCommand, ChangesResult, KeyVersion } from "../../backend/command.js";
import type { NamespaceRef } from "../../backend/namespace-ref.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Clock } from "../../contract/clock.js";
import type { EntryVersion } from "../../contract/entry.js";
import { hostGlobals } from "../../host/host-globals.js";
import type { ChangeFinder, Look, ReadStored, Watcher } from "./change-finder.js";

/** Entries that one read gives. */
const PAGE_SIZE = 1_000;

/** Of its time, it spends at most one part in so many on reading all keys. */
const REST_FACTOR = 10;

/** Instead of a version, for a damaged row and for a key that is taken to be live: neither is to pass for the oldest. */
const DAMAGED = Number.MAX_SAFE_INTEGER;
const PRESUMED = Number.POSITIVE_INFINITY;

/** A watcher that may know another state than that of the last look. A complete look makes it a member. */
interface Newcomer {
  readonly watcher: Watcher;
  /** The keys that it knows to be live, or was told of. */
  readonly seen: Set<string>;
  /** The version up to which it knows what is live, and the time at which it was. */
  since: number;
  time: number;
  /** Whether that is known. */
  isReady: boolean;
}

/**
 * Finds the changes of a namespace. Written entries are those above the version of the last look. Whether others are gone, the number
 * of live entries tells; the oldest are found by the version of the oldest that is left, and all others by reading the keys.
 */
export function createRangeChangeFinder(ref: NamespaceRef, read: ReadStored, clock: Clock): ChangeFinder {
  /** Those who know, or wait to be told, the state of the last look. */
  const members = new Set<Watcher>();
  const newcomers = new Map<Watcher, Newcomer>();
  /** The version of each live entry that was seen, in the order of versions, whoever watches it. */
  const known = new Map<string, number>();
  /** The version up to which all is known. */
  let cursor = 0;
  /** The time of the last look: behind a clock that stepped back, what had expired may live again. */
  let lastTime = Number.NEGATIVE_INFINITY;
  let mayReadKeysAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;

  const readChanges = (options: Pick<ChangesCommand, "after" | "limit" | "keys">): Promise<ChangesResult> =>
    read({ kind: "changes", ref, ...options });

  function addNewcomer(watcher: Watcher): Newcomer {
    const newcomer = { watcher, seen: new Set<string>(), since: 0, time: Number.NEGATIVE_INFINITY, isReady: false };
    newcomers.set(watcher, newcomer);
    return newcomer;
  }

  function addWritten(stored: StoredEntry, joining: readonly Newcomer[]): void {
    const { key, version } = stored;
    const before = known.get(key);
    const isNewlyDamaged = version === 0 && before !== DAMAGED;
    if (version > cursor || before === undefined || isNewlyDamaged) {
      known.delete(key);
      known.set(key, version || DAMAGED);
      cursor = Math.max(cursor, version);
      for (const { includes, pending } of members)
        if (includes(key)) pending.add({ key, stored }, before === undefined);
    }
    for (const { watcher, seen, since } of joining) {
      if (!watcher.includes(key) || (version <= since && seen.has(key))) continue;
      watcher.pending.add({ key, stored }, !seen.has(key));
      seen.add(key);
    }
  }

  function addGone(key: string): void {
    known.delete(key);
    for (const { includes, pending } of members) if (includes(key)) pending.add({ key, stored: undefined }, false);
  }

  async function readWritten(joining: readonly Newcomer[]): Promise<ChangesResult> {
    for (let after = joining.reduce((lowest, { since }) => Math.min(lowest, since), cursor); ; ) {
      const before = after;
      const result = await readChanges({ after, limit: PAGE_SIZE, keys: false });
      for (const stored of result.entries) {
        addWritten(stored, joining);
        after = Math.max(after, stored.version);
      }
      if (result.entries.length < PAGE_SIZE || after === before) return result;
    }
  }

  /** What is evicted, or expires after the same time as all others, is the oldest. */
  function dropOldest(oldest: EntryVersion | null): void {
    for (const [key, version] of known) {
      if (oldest !== null && version >= oldest) return;
      addGone(key);
    }
  }

  /** Compares all keys with what is known. */
  async function compareKeys(joining: readonly Newcomer[]): Promise<ChangesResult> {
    const startedAt = hostGlobals.monotonicNow();
    const result = await readChanges({ after: cursor, limit: 1, keys: true });
    const live = new Map((result.keys ?? []).map(({ key, version }) => [key, version]));
    for (const key of known.keys()) if (!live.has(key)) addGone(key);
    const isNewToAnyone = (key: string): boolean =>
      !known.has(key) || joining.some(({ watcher, seen }) => watcher.includes(key) && !seen.has(key));
    const returned = [...live].flatMap(([key, version]) => (version <= cursor && isNewToAnyone(key) ? [key] : []));
    for (let from = 0; from < returned.length; from += PAGE_SIZE) {
      const found = await read({ kind: "getMany", ref, keys: returned.slice(from, from + PAGE_SIZE) });
      for (const stored of found) if (stored !== undefined && stored.version <= cursor) addWritten(stored, joining);
    }
    const endedAt = hostGlobals.monotonicNow();
    mayReadKeysAt = endedAt + REST_FACTOR * (endedAt - startedAt);
    return result;
  }

  /** Makes members of newcomers, who know or were told by now whatever is live. */
  function settle(joining: readonly Newcomer[]): void {
    for (const { watcher, seen } of joining) {
      if (!newcomers.delete(watcher)) continue; // it has left
      for (const key of seen) if (!known.has(key)) watcher.pending.add({ key, stored: undefined }, false);
      members.add(watcher);
    }
  }

  async function look(): Promise<Look> {
    const time = clock();
    const joining = [...newcomers.values()].filter(({ isReady }) => isReady);
    const { live, oldest, nextExpiry } = await readWritten(joining);
    dropOldest(oldest);
    const latestTime = joining.reduce((latest, each) => Math.max(latest, each.time), lastTime);
    if (known.size === live && time >= latestTime) {
      lastTime = time;
      settle(joining);
      return { nextExpiry };
    }
    const waitMs = mayReadKeysAt - hostGlobals.monotonicNow();
    if (waitMs > 0) return { nextExpiry, againInMs: waitMs };
    const compared = await compareKeys(joining);
    lastTime = time;
    settle(joining);
    return { nextExpiry: compared.nextExpiry, ...(compared.entries.length > 0 && { againInMs: 0 }) };
  }

  /** Takes what a watcher knows for the state of the last look, where nobody else knows another. */
  function beginWith({ watcher, seen, since, time }: Newcomer, keys: readonly KeyVersion[]): void {
    known.clear();
    for (const { key, version } of keys) known.set(key, version);
    for (const key of seen) if (!known.has(key)) known.set(key, PRESUMED);
    cursor = since;
    lastTime = time;
    newcomers.delete(watcher);
    members.add(watcher);
  }

  return {
    async begin(watcher) {
      const newcomer = addNewcomer(watcher);
      newcomer.time = clock();
      const { keys = [] } = await readChanges({ after: 0, limit: 0, keys: true });
      if (newcomers.get(watcher) !== newcomer) return; // it has left
      newcomer.since = keys.at(-1)?.version ?? 0;
      const isAlone = members.size === 0 && !isLooking && ![...newcomers.values()].some(({ isReady }) => isReady);
      if (isAlone) {
        beginWith(newcomer, keys);
        return;
      }
      for (const { key } of keys) if (watcher.includes(key)) newcomer.seen.add(key);
      newcomer.isReady = true;
    },
    admit(watcher) {
      const newcomer = newcomers.get(watcher) ?? addNewcomer(watcher);
      newcomer.isReady = true;
    },
    leave(watcher) {
      members.delete(watcher);
      newcomers.delete(watcher);
    },
    presumeLive(watcher, key) {
      watcher.pending.presumeKnown(key);
      const newcomer = newcomers.get(watcher);
      if (newcomer !== undefined) newcomer.seen.add(key);
      else if (!known.has(key)) known.set(key, PRESUMED);
    },
    async look() {
      isLooking = true;
      try {
        return await look();
      } finally {
        isLooking = false;
      }
    },
  };
}
