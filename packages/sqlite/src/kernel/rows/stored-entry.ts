import type { StoredEntry } from "@keyed-store/core";
import type { SqliteRow } from "../../driver/driver.js";
import type { EntryRow } from "./entry-rows.js";

/**
 * The row of `getEntry` or a scan as an entry. A damaged one is passed on with a text that no JSON parser takes, so
 * that whoever wants its value learns of the damage at this entry and not before (KS-VALUE-4).
 */
export function toStoredEntry(key: string, row: EntryRow): StoredEntry {
  const [json, createdAt, expiresAt, version] = row;
  if (
    isSafeInteger(createdAt) &&
    (expiresAt === null || isSafeInteger(expiresAt)) &&
    isSafeInteger(version) &&
    typeof json === "string"
  ) {
    return { key, json, createdAt, expiresAt, version };
  }
  return { key, json: "", createdAt: 0, expiresAt: null, version: 0 };
}

/** The row of `getJson` as an entry of which only the text is known. */
export function toJsonOnlyEntry(key: string, [json]: SqliteRow): StoredEntry {
  return { key, json: typeof json === "string" ? json : "", createdAt: 0, expiresAt: null, version: 0 };
}

/** An entry of which only the key is known. */
export function toKeyOnlyEntry(key: string): StoredEntry {
  return { key, json: "", createdAt: 0, expiresAt: null, version: 0 };
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
