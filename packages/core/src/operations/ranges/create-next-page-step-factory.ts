import type { ScanCommand } from "../../backend/command.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { EntryVersion } from "../../contract/entry.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { createSingleCommandStep, type OperationStep } from "../../queue/operation-step.js";
import type { ScanRange } from "./parse-scan-range.js";

/** Entries that one page holds. */
const PAGE_SIZE = 256;

/** Part of a range. */
export interface Page {
  readonly entries: readonly StoredEntry[];
  /** Whether there may be another page. */
  readonly more: boolean;
}

/** Creates the step that reads the next page of a range. */
export type NextPageStepFactory = () => OperationStep<Page>;

/**
 * Reads a range page by page: each call of the result gives the step that reads the next page.
 *
 * Only what is as old as the youngest entry at the beginning is given (KS-ORDER-3): what is written meanwhile may be ahead
 * of the cursor, and whoever writes for each entry that is given would never see the end. Backwards by age it never is.
 */
export function createNextPageStepFactory(handle: NamespaceHandle<unknown>, range: ScanRange): NextPageStepFactory {
  const { ref } = handle;
  const { order, reverse, bounds } = range;
  let { limit: remaining } = range;
  let { after } = bounds;
  // One page is one point in time, which needs no bound.
  let newestVersion = remaining > PAGE_SIZE && (order === "key" || !reverse) ? undefined : Number.POSITIVE_INFINITY;

  const findNewest = (): OperationStep<Page> =>
    createSingleCommandStep({ kind: "scan", ref, order: "age", reverse: true, limit: 1 }, ([last]) => {
      newestVersion = last?.version ?? 0;
      return readPage(newestVersion);
    });
  const readPage = (maxVersion: EntryVersion): OperationStep<Page> => {
    const limit = Math.min(PAGE_SIZE, remaining);
    const scan: ScanCommand = { kind: "scan", ref, order, reverse, limit, ...bounds };
    return createSingleCommandStep(after === undefined ? scan : { ...scan, after }, (found) => {
      const entries = found.filter((entry) => entry.version <= maxVersion);
      const last = found.at(-1);
      after = order === "age" ? last?.version : last?.key;
      remaining -= entries.length;
      // By age, all that is behind one that is too young is too young.
      const isOver = found.length < limit || (order === "age" && entries.length < limit);
      return { entries, more: !isOver && remaining > 0 };
    });
  };
  return () => (newestVersion === undefined ? findNewest() : readPage(newestVersion));
}
