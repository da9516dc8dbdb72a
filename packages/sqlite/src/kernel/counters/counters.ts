/** The counter of an owner. `entries` counts rows, expired ones that are not yet removed among them. */
export interface OwnerLedger {
  /** 0 until the owner has a row. */
  id: number;
  readonly name: string;
  entries: number;
  savedEntries: number;
}

/** What a write needs to know about a namespace, and what of it is written down. */
export interface NamespaceLedger {
  /** 0 until the namespace has a row. */
  id: number;
  readonly owner: OwnerLedger;
  readonly name: string;
  /** Rows, expired ones that are not yet removed among them. */
  entries: number;
  /** So many of the oldest rows have been driven out and are still to be removed, before anything looks at them. */
  owed: number;
  /** 1 where the owner's cap may evict from it. */
  evictable: number;
  /** No row expires before this; `null` where none expires at all. */
  nextExpiry: number | null;
  savedEntries: number;
  savedEvictable: number;
  savedNextExpiry: number | null;
}

/** Notes that a row expires at a time. */
export function noteExpiry(ledger: NamespaceLedger, expiresAt: number | null): void {
  if (expiresAt === null) return;
  if (ledger.nextExpiry === null || expiresAt < ledger.nextExpiry) ledger.nextExpiry = expiresAt;
}

/** Notes rows added. */
export function noteAdded(ledger: NamespaceLedger, rows: number): void {
  ledger.entries += rows;
  ledger.owner.entries += rows;
}

/** Notes rows removed. */
export function noteRemoved(ledger: NamespaceLedger, rows: number): void {
  noteAdded(ledger, -rows);
}
