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
  const spaces = [...new Set(refs.map(getSpaceId))];
  const refNumbers = new Map<ServerOperation["ref"], number>(refs.map((ref, position) => [ref, position + 1]));
  const rules = refs.map((ref): Partial<NamespaceRef> => ref);
  const texts = (get: (operation: ServerOperation) => string | undefined): Buffer =>
    encodeTextArray(operations.map((operation) => get(operation) ?? null));
  const numbers = (
    type: "int4" | "int8" | "float8",
    get: (operation: NumberedOperation) => number | null | undefined,
  ): Buffer =>
    encodeArray(
      type,
      operations.map((operation) => toFinite(get(operation))),
    );
  return {
    owners,
    sweepLimit: operations.find(({ kind }) => kind === OPERATION_KIND.sweep)?.b,
    parameters: [
      encodeTextArray(owners),
      encodeArray(
        "int4",
        refs.map(({ owner }) => owners.indexOf(owner) + 1),
      ),
      encodeArray(
        "int4",
        refs.map((ref) => spaces.indexOf(getSpaceId(ref)) + 1),
      ),
      encodeTextArray(rules.map(({ namespace }) => namespace ?? null)),
      encodeArray(
        "int8",
        rules.map(({ maxEntries }) => toFinite(maxEntries)),
      ),
      encodeArray(
        "int4",
        rules.map(({ overflow }) => (overflow === "evict-oldest" ? 1 : 0)),
      ),
      encodeArray(
        "int8",
        rules.map(({ maxEntriesPerOwner }) => toFinite(maxEntriesPerOwner)),
      ),
      encodeArray(
        "int4",
        rules.map(({ ownerOverflow }) => (ownerOverflow === "evict-oldest" ? 1 : 0)),
      ),
      numbers("int4", ({ kind }) => kind),
      numbers("int4", ({ transaction }) => transaction),
      numbers("int4", ({ ref }) => refNumbers.get(ref) ?? 0),
      encodeArray("int4", findRunsOfPuts(operations)),
      texts(({ key }) => key),
      texts(({ arg }) => arg),
      numbers("int8", ({ a }) => a),
      numbers("int8", ({ b }) => b),
      numbers("int8", ({ ttl }) => ttl),
      numbers("int8", ({ at }) => at),
      numbers("float8", ({ x }) => x),
      numbers("float8", ({ y }) => y),
    ],
  };
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
