import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Entry } from "../../contract/entry.js";

/** A stored entry as it is given, with its decoded value. */
export function toEntry<T>({ key, createdAt, expiresAt, version }: StoredEntry, value: T): Entry<T> {
  return expiresAt === null ? { key, value, createdAt, version } : { key, value, createdAt, expiresAt, version };
}
