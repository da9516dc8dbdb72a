import type { Entry, JsonValue } from "@keyed-store/core";

/** An entry with its coordinates, as `--json` gives it. Times are milliseconds since the epoch. */
export interface EntryRecord extends Entry<JsonValue> {
  readonly owner: string;
  readonly namespace: string;
}

/** {@link EntryRecord} with its members in the order in which people read them. */
export function toEntryRecord(owner: string, namespace: string, entry: Entry<JsonValue>): EntryRecord {
  const { key, value, createdAt, expiresAt, version } = entry;
  return { owner, namespace, key, value, createdAt, ...(expiresAt === undefined ? {} : { expiresAt }), version };
}
