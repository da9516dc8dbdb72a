import type { StoredEntry } from "@keyed-store/core";
import type { EntryRow } from "./entry-rows.js";

/**
 * The row of `getEntry` or a scan as an entry. A damaged one is passed on with a text that no JSON parser takes, so
 * that whoever wants its value learns of the damage at this entry and not before (KS-VALUE-4).
 */
export function toStoredEntry(key: string, row: EntryRow): StoredEntry {
  return toSoundEntry(key, row) ?? toUndecodableEntry(key);
}

/** The same; `undefined` where the row is damaged. */
export function toSoundEntry(key: string, [json, createdAt, expiresAt, version]: EntryRow): StoredEntry | undefined {
  return isSafeInteger(createdAt) &&
    (expiresAt === null || isSafeInteger(expiresAt)) &&
    isSafeInteger(version) &&
    typeof json === "string"
    ? { key, json, createdAt, expiresAt, version }
    : undefined;
}

/** What stands for a damaged row: no JSON parser takes its text. */
export function toUndecodableEntry(key: string): StoredEntry {
  return { key, json: "", createdAt: 0, expiresAt: null, version: 0 };
}

/** The row of `getEntry` as an entry of which only the text matters, whatever is wrong with the rest. */
export function toJsonOnlyEntry(key: string, [json]: EntryRow): StoredEntry {
  return { key, json: typeof json === "string" ? json : "", createdAt: 0, expiresAt: null, version: 0 };
}

/** An entry of which only the key is known. */
export function toKeyOnlyEntry(key: string): StoredEntry {
  return { key, json: "", createdAt: 0, expiresAt: null, version: 0 };
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
