import type { PutCommand } from "@keyed-store/core";
import { type NamespaceLedger, noteExpiry, noteWritten } from "./ledger.js";

/** What is written of an entry beside its version. */
export interface NewRow {
  readonly key: string;
  readonly json: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** What a put writes now. No entry is older than one that was written before it. */
export function newRow(now: number, ledger: NamespaceLedger, { key, json, ttlMs }: PutCommand): NewRow {
  return {
    key,
    json,
    createdAt: Math.max(now, ledger.lastCreatedAt),
    expiresAt: ttlMs === null ? null : now + ttlMs,
  };
}

/**
 * Notes that a row was written. A restored one may be older than the namespace's last: then it bears nothing, and what
 * is known is written down.
 */
export function noteRow(ledger: NamespaceLedger, version: number, row: NewRow): void {
  if (row.createdAt >= ledger.lastCreatedAt) {
    noteWritten(ledger, version, row.createdAt, row.expiresAt);
    return;
  }
  noteExpiry(ledger, row.expiresAt);
  if (ledger.bearer !== 0) ledger.bearerGone = true;
}
