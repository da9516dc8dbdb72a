import type { NamespaceRef, Transaction } from "@keyed-store/core";
import type { Parameter } from "../driver/driver.js";
import { OPERATION_KIND } from "../sql/shared/operation-kind.js";
import { encodeArray, encodeTextArray } from "../wire/encode-array.js";
import { type ServerOperation, toServerOperations } from "./server-operations.js";

/** A batch as the functions of the database take it. */
export interface EncodedBatch {
  /** The owners that it is about, in byte order. */
  readonly owners: readonly string[];
  /** How many rows a sweep is to remove; a batch with a sweep has nothing else. */
  readonly sweepLimit: number | undefined;
  /** The parameters, in the order of `OPERATIONS_PARAMETERS`. */
  readonly parameters: readonly Parameter[];
}

/** A transaction's operation, with the number of its transaction. */
interface NumberedOperation extends ServerOperation {
  readonly transaction: number;
  readonly isAlone: boolean;
}

/** Encodes transactions. */
export function encodeBatch(transactions: readonly Transaction[]): EncodedBatch {
  const operations = transactions.flatMap((transaction, position) => {
    const parts = transaction.flatMap(toServerOperations);
    return parts.map((part) => ({ ...part, transaction: position + 1, isAlone: parts.length === 1 }));
  });
  const refs = [...new Set(operations.flatMap(({ ref }) => ref ?? []))];
  const owners = [...new Set(refs.map(({ owner }) => owner))].sort(); // names of owners are ASCII
  const refNumbers = numberFromOne<ServerOperation["ref"]>(refs);
  const ownerNumbers = numberFromOne(owners);
  const spaceNumbers = numberFromOne(new Set(refs.map(getSpaceId)));
  const rules = refs.map((ref): Partial<NamespaceRef> => ref);
  return {
    owners,
    sweepLimit: operations.find(({ kind }) => kind === OPERATION_KIND.sweep)?.b,
    parameters: [
      encodeTextArray(owners),
      encodeNumbers("int4", refs, ({ owner }) => ownerNumbers.get(owner)),
      encodeNumbers("int4", refs, (ref) => spaceNumbers.get(getSpaceId(ref))),
      encodeTexts(rules, ({ namespace }) => namespace),
      encodeNumbers("int8", rules, ({ maxEntries }) => maxEntries),
      encodeNumbers("int4", rules, ({ overflow }) => (overflow === "evict-oldest" ? 1 : 0)),
      encodeNumbers("int8", rules, ({ maxEntriesPerOwner }) => maxEntriesPerOwner),
      encodeNumbers("int4", rules, ({ ownerOverflow }) => (ownerOverflow === "evict-oldest" ? 1 : 0)),
      encodeNumbers("int4", operations, ({ kind }) => kind),
      encodeNumbers("int4", operations, ({ transaction }) => transaction),
      encodeNumbers("int4", operations, ({ ref }) => refNumbers.get(ref) ?? 0),
      encodeArray("int4", findRunsOfPuts(operations)),
      encodeTexts(operations, ({ key }) => key),
      encodeTexts(operations, ({ arg }) => arg),
      encodeNumbers("int8", operations, ({ a }) => a),
      encodeNumbers("int8", operations, ({ b }) => b),
      encodeNumbers("int8", operations, ({ ttl }) => ttl),
      encodeNumbers("int8", operations, ({ at }) => at),
      encodeNumbers("float8", operations, ({ x }) => x),
      encodeNumbers("float8", operations, ({ y }) => y),
    ],
  };
}

function numberFromOne<T>(items: Iterable<T>): ReadonlyMap<T, number> {
  return new Map(Array.from(items, (item, position) => [item, position + 1]));
}

function encodeTexts<T>(items: readonly T[], get: (item: T) => string | undefined): Buffer {
  return encodeTextArray(items.map((item) => get(item) ?? null));
}

function encodeNumbers<T>(
  type: "int4" | "int8" | "float8",
  items: readonly T[],
  get: (item: T) => number | null | undefined,
): Buffer {
  return encodeArray(
    type,
    items.map((item) => toFinite(get(item))),
  );
}

function getSpaceId(ref: NonNullable<ServerOperation["ref"]>): string {
  return "namespace" in ref ? `${ref.owner}\0${ref.namespace}` : ref.owner;
}

/** What is infinite is no limit, and so null. */
function toFinite(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** How many puts from each operation on can be written by one statement: unconditional ones, of distinct keys of one namespace. */
function findRunsOfPuts(operations: readonly NumberedOperation[]): number[] {
  const runs = operations.map(() => 1);
  let begin = 0;
  let keys = new Set<string | undefined>();
  operations.forEach((operation, position) => {
    const first = operations[begin];
    const goesOn = keys.size > 0 && isPlainPut(operation) && operation.ref === first?.ref && !keys.has(operation.key);
    if (!goesOn) {
      begin = position;
      keys = new Set();
    }
    if (isPlainPut(operation)) keys.add(operation.key);
    runs[begin] = Math.max(1, keys.size);
  });
  return runs;
}

function isPlainPut({ kind, a, at, isAlone }: NumberedOperation): boolean {
  return kind === OPERATION_KIND.put && a === undefined && at === undefined && isAlone;
}
