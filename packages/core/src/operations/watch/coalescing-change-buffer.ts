import type { StoredEntry } from "../../backend/stored-entry.js";

/** The latest state of a key, not read yet; without `stored` the key is gone. */
export interface PendingChange {
  readonly key: string;
  readonly stored: StoredEntry | undefined;
}

/**
 * Changes that wait for a reader, each key at most once, in the order in which they were last added (KS-WATCH-1). What came and went
 * before anyone read is not among them, so that there are never more than the namespace has entries and the reader knows of.
 */
export interface CoalescingChangeBuffer {
  /** @param isNew - whether the reader knows nothing of the key, unless a change of it waits */
  add(change: PendingChange, isNew: boolean): void;
  /** Says that the reader knows of a key, past these changes. */
  presumeKnown(key: string): void;
  isEmpty(): boolean;
  /** Takes the first one out. */
  take(): PendingChange | undefined;
  /** Drops all. */
  clear(): void;
}

/** No changes. */
export function createCoalescingChangeBuffer(): CoalescingChangeBuffer {
  const byKey = new Map<string, { readonly change: PendingChange; isNew: boolean }>();
  /** Goes on where it was, whatever is added and removed: one that begins anew goes past all that was taken before. */
  let oldestFirst = byKey.keys();
  return {
    add(change, isNewUnlessWaiting) {
      const { key, stored } = change;
      const isNew = byKey.get(key)?.isNew ?? isNewUnlessWaiting;
      byKey.delete(key); // so that it goes to the end, where the greatest version belongs
      if (stored !== undefined || !isNew) byKey.set(key, { change, isNew });
    },
    presumeKnown(key) {
      const waiting = byKey.get(key);
      if (waiting !== undefined) waiting.isNew = false;
    },
    isEmpty: () => byKey.size === 0,
    take() {
      let next = oldestFirst.next();
      if (next.done === true) {
        // It has come to its end once, and stays there.
        oldestFirst = byKey.keys();
        next = oldestFirst.next();
      }
      if (next.done === true) return undefined;
      const change = byKey.get(next.value)?.change;
      byKey.delete(next.value);
      return change;
    },
    clear: () => byKey.clear(),
  };
}
