import { type Entry, isKeyedStoreError, type JsonValue, type ReadOnlyKeyedStore } from "@keyed-store/core";
import { formatJson, toPrintableText } from "../../output/to-printable-text.js";
import type { EntryDocument, Row } from "../page/protocol.js";
import type { InspectorContext } from "./call.js";

/** An entry as a row of a table shows it. */
export function toRow({ key, value, version, createdAt, expiresAt }: Entry<JsonValue>): Row {
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
export async function readRows(store: ReadOnlyKeyedStore<JsonValue>, keys: readonly string[]): Promise<Row[]> {
  const rows = await Promise.all(keys.map((key) => readRow(store, key)));
  return rows.filter((row) => row !== undefined);
}

async function readRow(store: ReadOnlyKeyedStore<JsonValue>, key: string): Promise<Row | undefined> {
  try {
    const entry = await store.lookupEntry(key);
    return entry === undefined ? undefined : toRow(entry);
  } catch (error) {
    return toDamagedRow(key, error);
  }
}

/** The row of an entry that cannot be decoded; any other error is passed on. */
export function toDamagedRow(key: string, error: unknown): Row {
  if (!isKeyedStoreError(error) || error.code !== "KEYED_STORE_CORRUPT") throw error;
  return { key, keyShown: toPrintableText(key), damage: error.message };
}

/** An entry with its value, where values may be seen. */
export function toEntryDocument(
  { world, isRevealed }: InspectorContext,
  entry: Entry<JsonValue> | undefined,
): EntryDocument {
  const now = world.now();
  if (entry === undefined) return { now };
  const row = toRow(entry);
  return isRevealed
    ? { now, row, value: { pretty: formatJson(entry.value, 2), raw: formatJson(entry.value) } }
    : { now, row };
}
