import {
  corruptEntryError,
  describeValue,
  type Entry,
  formatReceivedArgument,
  invalidInputError,
  type JsonValue,
  type OptionValues,
} from "@keyed-store/core";
import { type BoundedNamespace, checkAdapterOptions, openBoundedNamespace } from "../../shared/bounded-namespace.js";
import type { StoreSource } from "../../shared/store-source.js";
import { toJsonValue } from "../../shared/to-json-value.js";
import type { SessionData, SessionRecord, SessionRecords } from "./session-records.js";

const ONE_DAY_MS = 86_400_000;

/** The sessions of one application, and what is left of its options for the host. */
export interface OpenedWebSessions {
  readonly records: SessionRecords;
  /** The options of this adapter's own. */
  readonly adapterOptions: Readonly<OptionValues>;
}

/**
 * Checks the options that all session stores have, and opens their namespace.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option or source
 */
export function openWebSessionRecords(
  source: StoreSource,
  options: unknown,
  adapterOptionNames: readonly string[],
  operationName: string,
): OpenedWebSessions {
  const checkedOptions = checkAdapterOptions(options, ["defaultTtlMs", ...adapterOptionNames], operationName);
  const defaultTtlMs = parseDefaultTtlMs(checkedOptions["defaultTtlMs"], operationName);
  const defaults = { owner: "session", namespace: "sessions", defaultTtlMs };
  const namespace = openBoundedNamespace<JsonValue>(source, checkedOptions, defaults, operationName);
  return { records: createSessionRecords(namespace), adapterOptions: checkedOptions };
}

function createSessionRecords(namespace: BoundedNamespace<JsonValue>): SessionRecords {
  const { get, close } = namespace;
  return {
    async read(id) {
      const entry = await (await get()).lookupEntry(id);
      return entry && toRecord(entry, namespace);
    },
    async write(id, data, expiry) {
      // What it is now is stored, also where the store is yet to be opened.
      const value = toJsonValue(data);
      if (!isSessionData(value)) {
        throw invalidInputError("set", `The data of a session must be an object, was ${describeValue(value)}.`);
      }
      await (await get()).register(id, value, expiry);
    },
    async touch(id, expiry) {
      await (await get()).touch(id, expiry);
    },
    async remove(id) {
      await (await get()).delete(id);
    },
    async *all() {
      for await (const entry of (await get()).iterate()) yield toRecord(entry, namespace);
    },
    count: async () => (await get()).count(),
    async clear() {
      await (await get()).clear();
    },
    close,
  };
}

/** Other programs may have written there. */
function toRecord(entry: Entry<JsonValue>, { owner, namespace }: BoundedNamespace<JsonValue>): SessionRecord {
  const { key, value, expiresAt } = entry;
  if (isSessionData(value)) return { id: key, data: value, expiresAt };
  throw corruptEntryError({ owner, namespace, key, operation: "get" });
}

function isSessionData(value: JsonValue | undefined): value is SessionData {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseDefaultTtlMs(defaultTtlMs: unknown, operationName: string): number {
  if (defaultTtlMs === undefined) return ONE_DAY_MS;
  if (Number.isSafeInteger(defaultTtlMs) && Number(defaultTtlMs) >= 1) return Number(defaultTtlMs);
  throw invalidInputError(
    operationName,
    `defaultTtlMs must be a whole number of milliseconds from 1, was ${formatReceivedArgument(defaultTtlMs)}.`,
  );
}
