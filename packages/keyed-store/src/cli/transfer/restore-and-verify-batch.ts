import { isKeyedStoreError, type RestoreResult, type StateStore } from "@keyed-store/core";
import { toPrintableText } from "../output/to-printable-text.js";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import type { ImportProblem, ImportTally } from "./import-tally.js";
import type { PortableRecord } from "./portable-record.js";

/** A record and where it stands in the file. */
export interface NumberedRecord {
  readonly line: number;
  readonly record: PortableRecord;
}

/** Where a batch goes, and what is written down of it. */
export interface RestoreTarget {
  readonly store: StateStore;
  readonly maxEntries: number;
  readonly tally: ImportTally;
  readonly onProblem: (problem: ImportProblem) => Promise<void>;
}

/** Restores records of one namespace in one step, then reads each of them back. */
export async function restoreAndVerifyBatch(target: RestoreTarget, batch: readonly NumberedRecord[]): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  let results: readonly RestoreResult[];
  try {
    const records = batch.map(({ record: { owner: _owner, namespace: _namespace, ...record } }) => record);
    const { owner, namespace } = first.record;
    results = await target.store.owner(owner).restore(namespace, records, { maxEntries: target.maxEntries });
  } catch (error) {
    if (!isKeyedStoreError(error) || !REFUSALS.has(error.code)) throw error;
    if (batch.length > 1) {
      // Nothing of it was written: one by one, the unsound records tell themselves apart.
      for (const one of batch) await restoreAndVerifyBatch(target, [one]);
      return;
    }
    target.tally.refused += 1;
    await target.onProblem({ line: first.line, message: `${error.code}: ${error.message}` });
    return;
  }
  for (const [index, result] of results.entries()) {
    target.tally[result] += 1;
    const line = batch[index]?.line ?? 0;
    if (result === "full") await target.onProblem({ line, message: "does not fit; see --max-entries" });
  }
  await verifyRestoredRecordsAndReportProblems(
    target,
    batch.filter((_, index) => results[index] === "restored"),
  );
}

const REFUSALS: ReadonlySet<string> = new Set(["KEYED_STORE_INVALID_INPUT", "KEYED_STORE_LIMIT_EXCEEDED"]);

async function verifyRestoredRecordsAndReportProblems(
  target: RestoreTarget,
  restored: readonly NumberedRecord[],
): Promise<void> {
  // A key that stands in the batch twice was written twice: the last of them counts.
  const latest = new Map(restored.map((numbered) => [numbered.record.key, numbered]));
  await Promise.all([...latest.values()].map((numbered) => verifyRestoredRecordAndReportProblem(target, numbered)));
}

async function verifyRestoredRecordAndReportProblem(
  target: RestoreTarget,
  { line, record }: NumberedRecord,
): Promise<void> {
  const { owner, namespace, key, value, createdAt, expiresAt } = record;
  const entry = await openNamespaceStore(target.store, owner, namespace, target.maxEntries).lookupEntry(key);
  const rewritten = entry !== undefined && entry.createdAt > createdAt;
  const same =
    entry !== undefined &&
    entry.createdAt === createdAt &&
    entry.expiresAt === expiresAt &&
    JSON.stringify(entry.value) === JSON.stringify(value);
  if (same || rewritten) return;
  target.tally.restored -= 1;
  target.tally.unverified += 1;
  const message = `${toPrintableText(key)} was written but reads differently now; another process may have changed it`;
  await target.onProblem({ line, message });
}
