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
  /** The greatest `createdAt` there ever was. */
  lastCreatedAt: number;
  /**
   * The version of the row that bears `lastCreatedAt`, or 0 where the ledger's own row does. It is written down only
   * when that row goes, because writing one more page is what a write costs most.
   */
  bearer: number;
  /** Whether the bearer went, so that `lastCreatedAt` must be written down. */
  bearerGone: boolean;
  savedEntries: number;
  savedEvictable: number;
  savedNextExpiry: number | null;
}

/** Notes a row written: a new one or another in the place of the one before. */
export function noteWritten(
  ledger: NamespaceLedger,
  version: number,
  createdAt: number,
  expiresAt: number | null,
): void {
  ledger.lastCreatedAt = createdAt;
  ledger.bearer = version;
  ledger.bearerGone = false;
  noteExpiry(ledger, expiresAt);
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

/** Notes rows removed: the one of a version, or several of which any may have been the youngest. */
export function noteRemoved(ledger: NamespaceLedger, rows: number, version?: number): void {
  if (rows === 0) return;
  noteAdded(ledger, -rows);
  if (ledger.bearer !== 0 && (version === undefined || version === ledger.bearer)) ledger.bearerGone = true;
}
