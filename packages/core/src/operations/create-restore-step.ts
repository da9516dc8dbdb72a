import type { UnversionedEntry } from "../backend/command.js";
import type { EpochMs } from "../contract/clock.js";
import type { RestoreResult } from "../contract/restore.js";
import { invalidInputError } from "../errors/input-errors.js";
import { isKeyedStoreError, KeyedStoreError } from "../errors/keyed-store-error.js";
import { createNamespaceRef } from "../handles/create-namespace-ref.js";
import { findNamespaceRules } from "../handles/namespace-registry.js";
import type { StoreContext } from "../handles/store-context.js";
import { createSingleCommandStep, type OperationStep } from "../queue/operation-step.js";
import { describeValue, formatReceivedArgument } from "../text/describe-value.js";
import { assertKey, assertNamespaceName } from "../validation/assert-names.js";
import { checkOptions } from "../validation/check-options.js";
import { parseOptionalPositiveInteger } from "../validation/parse-optional-positive-integer.js";
import { MAX_DATE_MS } from "../validation/parse-ttl-ms.js";
import { encodeValue } from "../values/encode.js";

const OPERATION = "restore";

/** The most records of one call. */
const MAX_RECORDS = 10_000;

/** Brings entries back with the times they had. */
export function createRestoreStep(
  store: StoreContext,
  owner: string,
  namespace: string,
  records: unknown,
  options: unknown,
): OperationStep<RestoreResult[]> {
  assertNamespaceName(namespace, store.limits, OPERATION);
  const { maxEntries } = checkOptions(options, ["maxEntries"], "restore options", OPERATION);
  // Caps are whole numbers, even where the owner has none.
  const ownerLimit = Math.min(store.limits.maxEntriesPerOwner, Number.MAX_SAFE_INTEGER);
  const rules = findNamespaceRules(store, owner, namespace);
  const ref = createNamespaceRef(store, owner, namespace, {
    maxEntries: parseOptionalPositiveInteger(maxEntries, "maxEntries", OPERATION) ?? rules?.maxEntries ?? ownerLimit,
    // What was brought back is not evicted either, until its namespace is opened by someone who says that it may be.
    overflow: rules?.overflow ?? "reject-new",
  });
  return createSingleCommandStep({ kind: "restore", ref, records: parseRestoreRecords(store, records) }, (results) => [
    ...results,
  ]);
}

function parseRestoreRecords(store: StoreContext, records: unknown): readonly UnversionedEntry[] {
  if (!Array.isArray(records))
    throw invalidInputError(OPERATION, `records must be an array, was ${describeValue(records)}.`);
  if (records.length > MAX_RECORDS) {
    throw invalidInputError(
      OPERATION,
      `records must be at most ${MAX_RECORDS}, were ${records.length}. Restore in parts.`,
    );
  }
  return Array.from(records, (record: unknown, position) => parseRestoreRecord(store, record, `records[${position}]`));
}

const FIELDS = ["key", "value", "createdAt", "expiresAt"];

function parseRestoreRecord(store: StoreContext, input: unknown, recordLabel: string): UnversionedEntry {
  const { limits } = store;
  const { key, value, createdAt, expiresAt } = checkOptions(input ?? null, FIELDS, recordLabel, OPERATION);
  try {
    assertKey(key, limits, OPERATION);
    const json = encodeValue(value, { limits, undefinedFields: "reject" }, OPERATION);
    return {
      key,
      json,
      createdAt: parseTimestamp(createdAt, "createdAt"),
      expiresAt: expiresAt === undefined || expiresAt === null ? null : parseTimestamp(expiresAt, "expiresAt"),
    };
  } catch (error) {
    if (!isKeyedStoreError(error)) throw error;
    throw new KeyedStoreError(error.code, `${recordLabel}: ${error.message}`, { operation: OPERATION });
  }
}

function parseTimestamp(input: unknown, argumentName: string): EpochMs {
  if (typeof input === "number" && Number.isInteger(input) && input >= 0 && input <= MAX_DATE_MS) return input;
  throw invalidInputError(
    OPERATION,
    `${argumentName} must be whole milliseconds since the epoch, was ${formatReceivedArgument(input)}.`,
  );
}
