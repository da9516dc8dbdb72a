import { type Entry, isKeyedStoreError, type JsonValue, type ReadOnlyKeyedStore } from "@keyed-store/core";
import { formatJson, toPrintableText } from "../../output/to-printable-text.js";
import type { EntryDocument, EntryRow } from "../page/protocol.js";
import type { InspectorContext } from "./api-operation.js";

/** An entry as a row of a table shows it. */
export function toEntryRow({ key, value, version, createdAt, expiresAt }: Entry<JsonValue>): EntryRow {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return {
    key,
    keyShown: toPrintableText(key),
    version,
    createdAt,
    bytes,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** The entries of some keys as rows; those that are gone meanwhile are left out, and one that is damaged hinders no other. */
export async function readEntryRows(
  store: ReadOnlyKeyedStore<JsonValue>,
  keys: readonly string[],
): Promise<EntryRow[]> {
  const rows = await Promise.all(keys.map((key) => readEntryRow(store, key)));
  return rows.filter((row) => row !== undefined);
}

async function readEntryRow(store: ReadOnlyKeyedStore<JsonValue>, key: string): Promise<EntryRow | undefined> {
  try {
    const entry = await store.lookupEntry(key);
    return entry === undefined ? undefined : toEntryRow(entry);
  } catch (error) {
    return toDamagedRowOrRethrow(key, error);
  }
}

/** The row of an entry that cannot be decoded; any other error is passed on. */
export function toDamagedRowOrRethrow(key: string, error: unknown): EntryRow {
  if (!isKeyedStoreError(error) || error.code !== "KEYED_STORE_CORRUPT") throw error;
  return { key, keyShown: toPrintableText(key), damage: error.message };
}

/** An entry with its value, where values may be seen. */
export function toEntryDocument(
  { environment, isRevealed }: InspectorContext,
  entry: Entry<JsonValue> | undefined,
): EntryDocument {
  const now = environment.now();
  if (entry === undefined) return { now };
  const row = toEntryRow(entry);
  return isRevealed
    ? { now, row, value: { pretty: formatJson(entry.value, 2), raw: formatJson(entry.value) } }
    : { now, row };
}
