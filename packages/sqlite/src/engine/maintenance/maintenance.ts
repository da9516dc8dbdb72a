import type { Clock, EpochMs, Transaction } from "@keyed-store/core";
import type { StoreConnection } from "../connection/reopenable-connection.js";
import { containsBulkDelete, PAGES_AT_CLOSE, PAGES_PER_STEP, releaseFreePagesAndCheckForMore } from "./free-pages.js";

/** What the maintenance of a file remembers between writes. */
export interface MaintenanceState {
  /** Transactions since expired rows were last looked for. */
  transactionsSinceSweep: number;
  /** Batches since free pages were last given back. */
  batchesSinceRelease: number;
  /** Whether more free pages were left then than are kept. */
  hasMoreFreePages: boolean;
  /** What the clock of the last writer said. */
  lastWriteAt: EpochMs;
}

/** After so many transactions expired rows are looked for, and at most twice as many removed: more than can come to be. */
const WRITES_BETWEEN_SWEEPS = 64;

const SWEPT_PER_WRITE = 2;

/** However much was written together, and at the end. */
const MAX_SWEPT = 1_024;

/** A row that expired only now may be live again when the clock is set back a little. */
const GRACE_MS = 60_000;

/** So often, in batches, free pages are given back: now and then, and quickly where many are left. */
const BATCHES_BETWEEN_RELEASES = 1_024;
const BATCHES_WHILE_MORE = 8;

/** The state of a file that nothing was written to yet. */
export function createMaintenanceState(): MaintenanceState {
  return {
    transactionsSinceSweep: 0,
    batchesSinceRelease: 0,
    hasMoreFreePages: false,
    lastWriteAt: Number.NEGATIVE_INFINITY,
  };
}

/**
 * Keeps a file from growing with expired rows: after a write it removes a bounded number of them, and now and then gives
 * free pages back. What fails is tried again later, since the write itself is done.
 */
export function sweepAndVacuumAfterWrite(
  state: MaintenanceState,
  store: StoreConnection,
  batch: readonly Transaction[],
): void {
  state.transactionsSinceSweep += batch.length;
  state.batchesSinceRelease += 1;
  if (state.transactionsSinceSweep >= WRITES_BETWEEN_SWEEPS) {
    const limit = Math.min(state.transactionsSinceSweep * SWEPT_PER_WRITE, MAX_SWEPT);
    state.transactionsSinceSweep = 0;
    if (trySweepExpiredRows(store, state.lastWriteAt, limit) === "rows-removed") state.hasMoreFreePages = true;
  }
  const wait = state.hasMoreFreePages ? BATCHES_WHILE_MORE : BATCHES_BETWEEN_RELEASES;
  if (state.batchesSinceRelease < wait && !batch.some(containsBulkDelete)) return;
  state.batchesSinceRelease = 0;
  state.hasMoreFreePages = releaseFreePagesAndCheckForMore(store.connection, PAGES_PER_STEP);
}

/** The same before a file is closed: one larger step. */
export function sweepAndVacuumBeforeClose(state: MaintenanceState, store: StoreConnection): void {
  trySweepExpiredRows(store, state.lastWriteAt, MAX_SWEPT);
  releaseFreePagesAndCheckForMore(store.connection, PAGES_AT_CLOSE);
}

type SweepOutcome = "rows-removed" | "nothing-removed";

/** Removes expired rows. */
function trySweepExpiredRows({ kernel }: StoreConnection, now: EpochMs, maxRows: number): SweepOutcome {
  if (now === Number.NEGATIVE_INFINITY) return "nothing-removed";
  try {
    const [outcome] = kernel.execute([[{ kind: "sweep", limit: maxRows }]], () => now - GRACE_MS);
    return outcome?.status === "done" && (outcome.notices?.length ?? 0) > 0 ? "rows-removed" : "nothing-removed";
  } catch {
    return "nothing-removed";
  }
}

/** A clock whose last reading is kept in the state. */
export function createWriteTimeRecordingClock(state: MaintenanceState, clock: Clock): Clock {
  return () => {
    state.lastWriteAt = clock();
    return state.lastWriteAt;
  };
}
