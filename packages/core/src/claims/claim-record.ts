import type { JsonText, StoredEntry } from "../backend/stored-entry.js";
import type { Entry } from "../contract/entry.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { quoteNameForMessage } from "../text/quote-name-for-message.js";
import { decodeValue } from "../values/decode.js";

/** Random text by which a claim proves that a record is its own. */
export type ClaimToken = string;

/** What claims keep under a key: who is at it, or what came of it. */
export type ClaimRecord = { readonly claimed: ClaimToken } | { readonly committed: unknown };

/** The text of a record of a claim in flight. */
export function encodeClaimedRecord(token: ClaimToken): JsonText {
  return JSON.stringify({ claimed: token } satisfies ClaimRecord);
}

/**
 * The record in an entry.
 *
 * @throws `KEYED_STORE_CORRUPT` it is none, in a namespace that is not for claims alone
 */
export function parseClaimRecordOrThrowCorrupt(
  handle: NamespaceHandle<unknown>,
  { key, json }: StoredEntry,
): ClaimRecord {
  const record = decodeClaimRecord(json);
  if (record !== undefined) return record;
  const { owner, namespace } = handle.ref;
  throw new KeyedStoreError(
    "KEYED_STORE_CORRUPT",
    `The entry of key ${quoteNameForMessage(key)} is no record of a claim, and was left as it is. Give claims a namespace of their own.`,
    { owner, namespace },
  );
}

/** The record of a key that has been done, as an entry. */
export function toCommittedEntry<T>(
  { key, createdAt, expiresAt, version }: StoredEntry,
  committedValue: unknown,
): Entry<T> {
  const value = committedValue as T; // the caller's word on what it commits
  return expiresAt === null ? { key, value, createdAt, version } : { key, value, createdAt, expiresAt, version };
}

function decodeClaimRecord(json: JsonText): ClaimRecord | undefined {
  let value: unknown;
  try {
    value = decodeValue(json);
  } catch {
    return undefined; // without the cause, which would quote the text
  }
  if (typeof value !== "object" || value === null) return undefined;
  if ("claimed" in value && typeof value.claimed === "string") return { claimed: value.claimed };
  return Object.hasOwn(value, "committed") ? { committed: Reflect.get(value, "committed") } : undefined;
}
