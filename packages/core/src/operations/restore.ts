import type { RestoreCommand } from "../backend/command.js";
import type { RestoreResult } from "../contract/restore.js";
import { invalidInput } from "../errors/input-errors.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import { spaceOf } from "../handles/create-namespace-ref.js";
import { rulesOf } from "../handles/namespace-registry.js";
import type { OpenStore } from "../handles/store-context.js";
import { type Step, step } from "../queue/operation-step.js";
import { describe, show } from "../text/describe-value.js";
import { checkKey, checkNamespace } from "../validation/check-names.js";
import { checkOptions } from "../validation/check-options.js";
import { limitOf } from "../validation/check-positive-integer.js";
import { LAST_DATE } from "../validation/check-ttl.js";
import { encodeValue } from "../values/encode.js";

const OPERATION = "restore";

/** The most records of one call. */
const MAX_RECORDS = 10_000;

/** Brings entries back with the times they had. */
export function restore(
  store: OpenStore,
  owner: string,
  namespace: string,
  records: unknown,
  given: unknown,
): Step<RestoreResult[]> {
  checkNamespace(namespace, store.limits, OPERATION);
  const { maxEntries } = checkOptions(given, ["maxEntries"], "restore options", OPERATION);
  // Caps are whole numbers, even where the owner has none.
  const ownersLimit = Math.min(store.limits.maxEntriesPerOwner, Number.MAX_SAFE_INTEGER);
  const rules = rulesOf(store, owner, namespace);
  const space = spaceOf(store, owner, namespace, {
    maxEntries: limitOf(maxEntries, "maxEntries", OPERATION) ?? rules?.maxEntries ?? ownersLimit,
    // What was brought back is not evicted either, until its namespace is opened by someone who says that it may be.
    overflow: rules?.overflow ?? "reject-new",
  });
  return step({ kind: "restore", space, records: recordsFrom(store, records) }, (results) => [...results]);
}

function recordsFrom(store: OpenStore, records: unknown): RestoreCommand["records"] {
  if (!Array.isArray(records)) throw invalidInput(OPERATION, `records must be an array, was ${describe(records)}.`);
  if (records.length > MAX_RECORDS) {
    throw invalidInput(OPERATION, `records must be at most ${MAX_RECORDS}, were ${records.length}. Restore in parts.`);
  }
  return Array.from(records, (record: unknown, position) => recordFrom(store, record, `records[${position}]`));
}

const FIELDS = ["key", "value", "createdAt", "expiresAt"];

function recordFrom(store: OpenStore, given: unknown, what: string): RestoreCommand["records"][number] {
  const { limits } = store;
  const { key, value, createdAt, expiresAt } = checkOptions(given ?? null, FIELDS, what, OPERATION);
  try {
    checkKey(key, limits, OPERATION);
    const json = encodeValue(value, { limits, undefinedFields: "reject" }, OPERATION);
    return {
      key,
      json,
      createdAt: dateOf(createdAt, "createdAt"),
      expiresAt: expiresAt === undefined || expiresAt === null ? null : dateOf(expiresAt, "expiresAt"),
    };
  } catch (error) {
    if (!isKeyedStoreError(error)) throw error;
    throw new KeyedStoreError(error.code, `${what}: ${error.message}`, { operation: OPERATION });
  }
}

function dateOf(given: unknown, argument: string): number {
  if (typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= LAST_DATE) return given;
  throw invalidInput(OPERATION, `${argument} must be whole milliseconds since the epoch, was ${show(given)}.`);
}
