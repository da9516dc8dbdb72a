import type { EpochMs } from "@keyed-store/core";

/** The integer that stands for a namespace in the rows of its entries; 0 for one that was never written to. */
export type NamespaceId = number;

/** A number of rows, live or expired. */
export type RowCount = number;

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
  id: NamespaceId;
  readonly owner: OwnerCounters;
  readonly name: string;
  /** Rows, expired ones that are not yet removed among them. */
  entries: number;
  /** The number of oldest rows that are evicted but not deleted yet; they are deleted before anything reads them. */
  pendingEvictions: number;
  /** 1 where the owner's cap may evict from it. */
  evictable: number;
  /** No row expires before this; `null` where none expires at all. */
  nextExpiry: EpochMs | null;
  savedEntries: number;
  savedEvictable: number;
  savedNextExpiry: EpochMs | null;
}

/** Lowers the expiry bound where a row expires earlier. */
export function lowerNextExpiryIfEarlier(counters: NamespaceCounters, expiresAt: EpochMs | null): void {
  if (expiresAt === null) return;
  if (counters.nextExpiry === null || expiresAt < counters.nextExpiry) counters.nextExpiry = expiresAt;
}

/** Counts added rows. */
export function increaseNamespaceAndOwnerCounts(counters: NamespaceCounters, rowCount: RowCount): void {
  counters.entries += rowCount;
  counters.owner.entries += rowCount;
}

/** Counts removed rows. */
export function decreaseNamespaceAndOwnerCounts(counters: NamespaceCounters, rowCount: RowCount): void {
  increaseNamespaceAndOwnerCounts(counters, -rowCount);
}
