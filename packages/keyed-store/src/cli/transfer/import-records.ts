import type { StateStore } from "@keyed-store/core";
import { type Line, lines } from "./lines.js";
import { parsePortableRecord } from "./portable-record.js";
import { type NumberedRecord, restoreBatch, type Target } from "./restore-batch.js";
import { emptyTally, type Problem, type Tally } from "./tally.js";

const BATCH = 500;

/** How records are brought in. */
export interface ImportOptions {
  readonly store: StateStore;
  readonly maxEntries: number;
  /** Told of each line that was not imported as it should be, as it is found. */
  readonly problem: (problem: Problem) => Promise<void>;
  /** Told how far it has come. */
  readonly progress: (line: number, tally: Tally) => Promise<void>;
}

/**
 * Brings the lines of an export into a store, each insert-if-newer and never evicting, and reads back what was written.
 * Running it again changes nothing, so one that was cut short is simply run again.
 */
export async function importRecords(input: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<Tally> {
  const tally = emptyTally();
  const target: Target = { ...options, tally };
  const waiting = new Map<string, NumberedRecord[]>();
  let count = 0;
  const restoreWaiting = async (): Promise<void> => {
    for (const batch of waiting.values()) await restoreBatch(target, batch);
    waiting.clear();
    count = 0;
  };
  for await (const line of lines(input)) {
    const numbered = parseLine(line);
    if ("message" in numbered) {
      tally.malformed += 1;
      await options.problem(numbered);
      continue;
    }
    const space = JSON.stringify([numbered.record.owner, numbered.record.namespace]);
    const batch = waiting.get(space);
    if (batch === undefined) waiting.set(space, [numbered]);
    else batch.push(numbered);
    count += 1;
    if (count >= BATCH) await restoreWaiting();
    await options.progress(line.number, tally);
  }
  await restoreWaiting();
  await options.store.flush();
  return tally;
}

function parseLine(line: Line): NumberedRecord | Problem {
  if ("problem" in line) return { line: line.number, message: line.problem };
  const record = parsePortableRecord(line.text);
  return "problem" in record ? { line: line.number, message: record.problem } : { line: line.number, record };
}
