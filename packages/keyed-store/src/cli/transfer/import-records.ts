import type { StateStore } from "@keyed-store/core";
import { createTally, type ImportProblem, type ImportTally } from "./import-tally.js";
import { parsePortableRecord } from "./portable-record.js";
import { type NumberedLine, readLines } from "./read-lines.js";
import { type NumberedRecord, type RestoreTarget, restoreAndVerifyBatch } from "./restore-and-verify-batch.js";

const BATCH = 500;

/** How records are brought in. */
export interface ImportOptions {
  readonly store: StateStore;
  readonly maxEntries: number;
  /** Told of each line that was not imported as it should be, as it is found. */
  readonly onProblem: (problem: ImportProblem) => Promise<void>;
  /** Told how far it has come. */
  readonly onProgress: (line: number, tally: ImportTally) => Promise<void>;
}

/**
 * Brings the lines of an export into a store, each insert-if-newer and never evicting, and reads back what was written.
 * Running it again changes nothing, so one that was cut short is simply run again.
 */
export async function importRecords(input: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<ImportTally> {
  const tally = createTally();
  const target: RestoreTarget = { ...options, tally };
  const batches = new Map<string, NumberedRecord[]>();
  let count = 0;
  const restoreBatches = async (): Promise<void> => {
    for (const batch of batches.values()) await restoreAndVerifyBatch(target, batch);
    batches.clear();
    count = 0;
  };
  for await (const line of readLines(input)) {
    const numbered = parseRecordLine(line);
    if ("message" in numbered) {
      tally.malformed += 1;
      await options.onProblem(numbered);
      continue;
    }
    const namespace = JSON.stringify([numbered.record.owner, numbered.record.namespace]);
    const batch = batches.get(namespace);
    if (batch === undefined) batches.set(namespace, [numbered]);
    else batch.push(numbered);
    count += 1;
    if (count >= BATCH) await restoreBatches();
    await options.onProgress(line.number, tally);
  }
  await restoreBatches();
  await options.store.flush();
  return tally;
}

function parseRecordLine(line: NumberedLine): NumberedRecord | ImportProblem {
  if ("problem" in line) return { line: line.number, message: line.problem };
  const record = parsePortableRecord(line.text);
  return "problem" in record ? { line: line.number, message: record.problem } : { line: line.number, record };
}
