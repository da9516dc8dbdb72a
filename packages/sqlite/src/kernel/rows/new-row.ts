import {
  computeExpiresAt,
  type EntryVersion,
  type EpochMs,
  type JsonText,
  type PutCommand,
  type ReplaceCommand,
  type StoredEntry,
} from "@keyed-store/core";

/** What is written of an entry beside its version. */
export interface NewRow {
  readonly key: string;
  readonly json: JsonText;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
}

/** The row that a put writes at a time. */
export function createRowForPut(now: EpochMs, { key, json, expiry }: PutCommand | ReplaceCommand): NewRow {
  return { key, json, createdAt: now, expiresAt: computeExpiresAt(expiry, now) };
}

/** A row as the entry that it is once it is written. Member by member, which is several times as quick as `...`. */
export function toStoredEntryOfNewRow({ key, json, createdAt, expiresAt }: NewRow, version: EntryVersion): StoredEntry {
  return { key, json, createdAt, expiresAt, version };
}
