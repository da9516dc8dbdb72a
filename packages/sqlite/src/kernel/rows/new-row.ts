import { computeExpiresAt, type PutCommand, type ReplaceCommand, type StoredEntry } from "@keyed-store/core";

/** What is written of an entry beside its version. */
export interface NewRow {
  readonly key: string;
  readonly json: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** The row that a put writes at a time. */
export function createRowOfPut(now: number, { key, json, expiry }: PutCommand | ReplaceCommand): NewRow {
  return { key, json, createdAt: now, expiresAt: computeExpiresAt(expiry, now) };
}

/** A row as the entry that it is once it is written. Member by member, which is several times as quick as `...`. */
export function toWrittenEntry({ key, json, createdAt, expiresAt }: NewRow, version: number): StoredEntry {
  return { key, json, createdAt, expiresAt, version };
}
