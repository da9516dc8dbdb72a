import {
  DEFAULT_LIMITS,
  type Entry,
  encodeValue,
  type JsonValue,
  type KeyedStore,
  type Modification,
} from "@keyed-store/core";
import { openNamespace } from "../../store/open-namespace.js";
import { usageError } from "../../world/usage-error.js";
import type { WriteOutcome } from "../page/protocol.js";
import type { CallInput, InspectorContext } from "./call.js";
import { changeStore } from "./change-store.js";
import { readPositiveInteger, readText } from "./read-input.js";
import { toEntryDocument } from "./to-row.js";

/** `put`: a new value for the version that was seen, which keeps its expiry. Any other version is left as it is. */
export async function putValue(context: InspectorContext, input: CallInput): Promise<WriteOutcome> {
  const value = parseValue(readText(input, "text"));
  return writeVersion(context, input, (handle, key, version) => modifyVersion(handle, key, version, () => ({ value })));
}

/** `expire`: another expiry for the version that was seen; without `ttlMs` it never expires. */
export async function setExpiry(context: InspectorContext, input: CallInput): Promise<WriteOutcome> {
  const ttlMs = input["ttlMs"] === null ? null : readPositiveInteger(input, "ttlMs");
  return writeVersion(context, input, (handle, key, version) => handle.touch(key, { ttlMs, ifVersion: version }));
}

/** `delete`: the version that was seen, and no other. */
export async function deleteVersion(context: InspectorContext, input: CallInput): Promise<WriteOutcome> {
  return writeVersion(context, input, (handle, key, version) => handle.delete(key, { ifVersion: version }));
}

async function writeVersion(
  context: InspectorContext,
  input: CallInput,
  write: (handle: KeyedStore<JsonValue>, key: string, version: number) => Promise<boolean>,
): Promise<WriteOutcome> {
  const [owner, namespace] = [readText(input, "owner"), readText(input, "namespace")];
  const key = readText(input, "key");
  const version = readPositiveInteger(input, "version");
  return changeStore(context, async (store) => {
    const handle = openNamespace(store, owner, namespace);
    const isDone = await write(handle, key, version);
    return { isDone, present: toEntryDocument(context, await handle.lookupEntry(key)) };
  });
}

async function modifyVersion(
  handle: KeyedStore<JsonValue>,
  key: string,
  version: number,
  modify: (entry: Entry<JsonValue>) => Modification<JsonValue>,
): Promise<boolean> {
  let isDone = false;
  await handle.modify(key, (entry) => {
    isDone = entry?.version === version;
    return entry !== undefined && isDone ? modify(entry) : undefined;
  });
  return isDone;
}

/** What every program can write again: within the usual limits, whatever the store may hold. */
function parseValue(text: string): JsonValue {
  const value = parseJson(text);
  encodeValue(value, { limits: DEFAULT_LIMITS, undefinedFields: "reject" }, "command-line");
  return value;
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue; // What JSON.parse gives is a JSON value.
  } catch {
    // The parser's own message quotes the value.
    throw usageError('The value is not JSON. Text needs quotes: "like this".');
  }
}
