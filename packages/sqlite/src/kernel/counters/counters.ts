/** The counter of an owner. `entries` counts rows, expired ones that are not yet removed among them. */
export interface OwnerCounters {
  /** 0 until the owner has a row. */
  id: number;
  readonly name: string;
  entries: number;
  savedEntries: number;
}

/** The counters of a namespace, its expiry bound, and what of them is saved. */
export interface NamespaceCounters {
  /** 0 until the namespace has a row. */
  id: number;
  readonly owner: OwnerCounters;
  readonly name: string;
  /** Rows, expired ones that are not yet removed among them. */
  entries: number;
  /** The number of oldest rows that are evicted but not deleted yet; they are deleted before anything reads them. */
  pendingEvictions: number;
  /** 1 where the owner's cap may evict from it. */
  evictable: number;
  /** No row expires before this; `null` where none expires at all. */
  nextExpiry: number | null;
  savedEntries: number;
  savedEvictable: number;
  savedNextExpiry: number | null;
}

/** Lowers the expiry bound where a row expires earlier. */
export function lowerNextExpiry(counters: NamespaceCounters, expiresAt: number | null): void {
  if (expiresAt === null) return;
  if (counters.nextExpiry === null || expiresAt < counters.nextExpiry) counters.nextExpiry = expiresAt;
}

/** Counts added rows. */
export function increaseEntryCount(counters: NamespaceCounters, rowCount: number): void {
  counters.entries += rowCount;
  counters.owner.entries += rowCount;
}

/** Counts removed rows. */
export function decreaseEntryCount(counters: NamespaceCounters, rowCount: number): void {
  increaseEntryCount(counters, -rowCount);
}
