import { DEFAULT_LIMITS, encodeValue, type JsonValue, type KeyedStore } from "@keyed-store/core";
import { openNamespaceStore } from "../../store/open-namespace-store.js";
import { usageError } from "../../world/usage-error.js";
import type { WriteOutcome } from "../page/protocol.js";
import type { ApiRequestBody, InspectorContext } from "./api-operation.js";
import { changeStoreOrThrowForbidden } from "./change-store-or-throw-forbidden.js";
import { readNamespaceFields, readPositiveIntegerField, readTextField } from "./read-body-fields.js";
import { toEntryDocument } from "./to-entry-row.js";

/** `put`: a new value for the version that was seen, which keeps its expiry. Any other version is left as it is. */
export async function putValueIfVersion(context: InspectorContext, body: ApiRequestBody): Promise<WriteOutcome> {
  const value = parseJsonWithinDefaultLimits(readTextField(body, "text"));
  return writeEntryIfVersion(context, body, (handle, key, version) =>
    replaceValueIfVersion(handle, key, version, value),
  );
}

/** `expire`: another expiry for the version that was seen; without `ttlMs` it never expires. */
export async function setExpiryIfVersion(context: InspectorContext, body: ApiRequestBody): Promise<WriteOutcome> {
  const ttlMs = body["ttlMs"] === null ? null : readPositiveIntegerField(body, "ttlMs");
  return writeEntryIfVersion(context, body, (handle, key, version) => handle.touch(key, { ttlMs, ifVersion: version }));
}

/** `delete`: the version that was seen, and no other. */
export async function deleteEntryIfVersion(context: InspectorContext, body: ApiRequestBody): Promise<WriteOutcome> {
  return writeEntryIfVersion(context, body, (handle, key, version) => handle.delete(key, { ifVersion: version }));
}

async function writeEntryIfVersion(
  context: InspectorContext,
  body: ApiRequestBody,
  write: (handle: KeyedStore<JsonValue>, key: string, version: number) => Promise<boolean>,
): Promise<WriteOutcome> {
  const { owner, namespace } = readNamespaceFields(body);
  const key = readTextField(body, "key");
  const version = readPositiveIntegerField(body, "version");
  return changeStoreOrThrowForbidden(context, async (store) => {
    const handle = openNamespaceStore(store, owner, namespace);
    const isDone = await write(handle, key, version);
    return { isDone, present: toEntryDocument(context, await handle.lookupEntry(key)) };
  });
}

async function replaceValueIfVersion(
  handle: KeyedStore<JsonValue>,
  key: string,
  version: number,
  value: JsonValue,
): Promise<boolean> {
  let isDone = false;
  await handle.modify(key, (entry) => {
    isDone = entry?.version === version;
    return isDone ? { value } : undefined;
  });
  return isDone;
}

/** What every program can write again: within the usual limits, whatever the store may hold. */
function parseJsonWithinDefaultLimits(text: string): JsonValue {
  const value = parseJsonOrThrowUsageError(text);
  encodeValue(value, { limits: DEFAULT_LIMITS, undefinedFields: "reject" }, "command-line");
  return value;
}

function parseJsonOrThrowUsageError(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue; // What JSON.parse gives is a JSON value.
  } catch {
    // The parser's own message quotes the value.
    throw usageError('The value is not JSON. Text needs quotes: "like this".');
  }
}
