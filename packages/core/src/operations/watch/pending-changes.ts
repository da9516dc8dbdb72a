import type { StoredEntry } from "../../backend/stored-entry.js";

/** The latest state of a key, not read yet; without `stored` the key is gone. */
export interface PendingChange {
  readonly key: string;
  readonly stored: StoredEntry | undefined;
}

/** Changes that wait for a reader, each key at most once, in the order in which they were last added (KS-WATCH-1). */
export interface PendingChanges {
  add(change: PendingChange): void;
  /** Takes the first one out. */
  take(): PendingChange | undefined;
  /** Drops all. */
  clear(): void;
}

/** No changes. */
export function createPendingChanges(): PendingChanges {
  const byKey = new Map<string, PendingChange>();
  return {
    add(change) {
      byKey.delete(change.key); // so that it goes to the end, where the greatest version belongs
      byKey.set(change.key, change);
    },
    take() {
      for (const change of byKey.values()) {
        byKey.delete(change.key);
        return change;
      }
      return undefined;
    },
    clear: () => byKey.clear(),
  };
}
