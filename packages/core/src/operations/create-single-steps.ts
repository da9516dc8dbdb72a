import { collectMaybePromises } from "../async/map-maybe-promise.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { Entry } from "../contract/entry.js";
import { invalidInputError } from "../errors/input-errors.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { createSingleCommandStep, type OperationStep } from "../queue/operation-step.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import { checkOptions } from "../validation/check-options.js";
import { parseVersion } from "../validation/parse-version.js";
import { decodeEntryWithSchema, decodeValueWithSchema } from "./coding/decode-value-with-schema.js";
import { createTouchCommand } from "./create-touch-command.js";
import { renewEntryIfTtlHalfOver } from "./renew-entry-if-ttl-half-over.js";

/** The most keys of one call. */
const MAX_KEYS = 10_000;

export function createTouchStep(
  handle: NamespaceHandle<unknown>,
  key: string,
  options: unknown,
): OperationStep<boolean> {
  return createSingleCommandStep(createTouchCommand(handle, key, options, "touch"), (done) => done);
}

export function createDeleteStep(
  handle: NamespaceHandle<unknown>,
  inputKey: string,
  options: unknown,
): OperationStep<boolean> {
  const { ref } = handle;
  const key = parseKey(handle, inputKey, "delete");
  const { ifVersion } = checkOptions(options, ["ifVersion"], "delete options", "delete");
  if (ifVersion === undefined) return createSingleCommandStep({ kind: "delete", ref, key }, (done) => done);
  const expected = parseVersion(ifVersion, "ifVersion", "delete");
  return createSingleCommandStep({ kind: "delete", ref, key, expected }, (done) => done);
}

export function createLookupStep<T>(handle: NamespaceHandle<T>, inputKey: string): OperationStep<T | undefined> {
  const key = parseKey(handle, inputKey, "lookup");
  const { ref } = handle;
  const decode = (found: StoredEntry | undefined) => found && decodeValueWithSchema(handle, found, "lookup");
  return handle.renewingKeys === undefined
    ? createSingleCommandStep({ kind: "get", ref, key, only: "json" }, decode)
    : createSingleCommandStep({ kind: "get", ref, key }, (found) => renewTtlAndDecodeEntry(handle, found, decode));
}

export function createLookupEntryStep<T>(
  handle: NamespaceHandle<T>,
  inputKey: string,
): OperationStep<Entry<T> | undefined> {
  const key = parseKey(handle, inputKey, "lookupEntry");
  const decode = (found: StoredEntry | undefined) => found && decodeEntryWithSchema(handle, found, "lookupEntry");
  return createSingleCommandStep({ kind: "get", ref: handle.ref, key }, (found) =>
    renewTtlAndDecodeEntry(handle, found, decode),
  );
}

function renewTtlAndDecodeEntry<T, R>(
  handle: NamespaceHandle<T>,
  found: StoredEntry | undefined,
  decode: (found: StoredEntry | undefined) => R,
): R {
  if (found !== undefined) renewEntryIfTtlHalfOver(handle, found);
  return decode(found);
}

export function createLookupManyStep<T>(
  handle: NamespaceHandle<T>,
  inputKeys: readonly string[],
): OperationStep<(T | undefined)[]> {
  if (!Array.isArray(inputKeys)) {
    throw invalidInputError("lookupMany", `keys must be an array of keys, was ${formatReceivedArgument(inputKeys)}.`);
  }
  if (inputKeys.length > MAX_KEYS) {
    throw invalidInputError(
      "lookupMany",
      `keys must be at most ${MAX_KEYS} keys, were ${inputKeys.length}. Ask in parts.`,
    );
  }
  const keys = Array.from(inputKeys, (key: unknown) => parseKey(handle, key, "lookupMany"));
  return createSingleCommandStep({ kind: "getMany", ref: handle.ref, keys }, (found) =>
    collectMaybePromises(found.map((stored) => stored && decodeValueWithSchema(handle, stored, "lookupMany"))),
  );
}

export function createListEntriesStep<T>(handle: NamespaceHandle<T>): OperationStep<Entry<T>[]> {
  const { ref } = handle;
  return createSingleCommandStep(
    { kind: "scan", ref, order: "age", limit: Number.POSITIVE_INFINITY, reverse: false },
    (found) => collectMaybePromises(found.map((stored) => decodeEntryWithSchema(handle, stored, "entries"))),
  );
}
