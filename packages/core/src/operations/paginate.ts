import type { ScanCommand } from "../backend/command.js";
import type { StoredEntry } from "../backend/stored-entry.js";
import type { Handle } from "../handles/namespace-handle.js";
import { type Step, step } from "../queue/operation-step.js";
import type { ScanRange } from "./scan-range.js";

/** Entries that one page holds. */
const PAGE_SIZE = 256;

/** Part of a range. */
export interface Page {
  readonly entries: readonly StoredEntry[];
  /** Whether to ask for another. */
  readonly more: boolean;
}

/**
 * Reads a range page by page: each call gives the operation for the next one.
 *
 * Only what is as old as the youngest entry at the beginning is given (KS-ORDER-3): what is written meanwhile may be ahead
 * of the cursor, and whoever writes for each entry that is given would never see the end. Backwards by age it never is.
 */
export function pager(handle: Handle<unknown>, range: ScanRange): () => Step<Page> {
  const { space } = handle;
  const { order, reverse, bounds } = range;
  let { limit: left } = range;
  let { after } = bounds;
  // One page is one point in time, which needs no bound.
  let youngest = left > PAGE_SIZE && (order === "key" || !reverse) ? undefined : Number.POSITIVE_INFINITY;

  const measure = (): Step<Page> =>
    step({ kind: "scan", space, order: "age", reverse: true, limit: 1 }, ([last]) => {
      youngest = last?.version ?? 0;
      return read(youngest);
    });
  const read = (oldEnough: number): Step<Page> => {
    const limit = Math.min(PAGE_SIZE, left);
    const scan: ScanCommand = { kind: "scan", space, order, reverse, limit, ...bounds };
    return step(after === undefined ? scan : { ...scan, after }, (found) => {
      const entries = found.filter((entry) => entry.version <= oldEnough);
      const last = found.at(-1);
      after = order === "age" ? last?.version : last?.key;
      left -= entries.length;
      // By age, all that is behind one that is too young is too young.
      const isOver = found.length < limit || (order === "age" && entries.length < limit);
      return { entries, more: !isOver && left > 0 };
    });
  };
  return () => (youngest === undefined ? measure() : read(youngest));
}
