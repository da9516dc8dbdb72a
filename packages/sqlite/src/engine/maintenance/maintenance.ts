import type { Clock, Transaction } from "@keyed-store/core";
import type { Opened } from "../connection/connection-manager.js";
import { isBulky, LARGEST_STEP, STEP, trim } from "./free-pages.js";

/** What the housekeeping of a file goes by. */
export interface Upkeep {
  /** Transactions since expired rows were last looked for. */
  unswept: number;
  /** Batches since free pages were last given back. */
  untrimmed: number;
  /** Whether more free pages were left then than are kept. */
  behind: boolean;
  /** What the clock of the last writer said. */
  now: number;
}

/** After so many transactions expired rows are looked for, and at most twice as many removed: more than can come to be. */
const WRITES_BETWEEN_SWEEPS = 64;

const SWEPT_FOR_EACH = 2;

/** However much was written together, and at the end. */
const MOST_SWEPT = 1_024;

/** A row that expired only now may be live again when the clock is set back a little. */
const GRACE_MS = 60_000;

/** So often, in batches, free pages are given back: now and then, and quickly where many are left. */
const BATCHES_BETWEEN_TRIMS = 1_024;
const BATCHES_WHILE_BEHIND = 8;

/** A file that nothing was done to yet. */
export function newUpkeep(): Upkeep {
  return { unswept: 0, untrimmed: 0, behind: false, now: Number.NEGATIVE_INFINITY };
}

/**
 * Keeps a file from growing with what is dead: those who write remove expired rows, by the way and a bounded number at a
 * time, and give free pages back. What fails waits, for what the writer asked for is done.
 */
export function keepUp(upkeep: Upkeep, opened: Opened, batch: readonly Transaction[]): void {
  upkeep.unswept += batch.length;
  upkeep.untrimmed += 1;
  if (upkeep.unswept >= WRITES_BETWEEN_SWEEPS) {
    const limit = Math.min(upkeep.unswept * SWEPT_FOR_EACH, MOST_SWEPT);
    upkeep.unswept = 0;
    if (sweep(opened, upkeep.now, limit)) upkeep.behind = true;
  }
  const wait = upkeep.behind ? BATCHES_WHILE_BEHIND : BATCHES_BETWEEN_TRIMS;
  if (upkeep.untrimmed < wait && !batch.some(isBulky)) return;
  upkeep.untrimmed = 0;
  upkeep.behind = trim(opened.connection, STEP);
}

/** The same before a file is closed: one larger step. */
export function keepUpAtLast(upkeep: Upkeep, opened: Opened): void {
  sweep(opened, upkeep.now, MOST_SWEPT);
  trim(opened.connection, LARGEST_STEP);
}

/** Whether rows were removed. */
function sweep({ kernel }: Opened, now: number, limit: number): boolean {
  if (now === Number.NEGATIVE_INFINITY) return false;
  try {
    const [outcome] = kernel.execute([[{ kind: "sweep", limit }]], () => now - GRACE_MS);
    return outcome?.status === "done" && (outcome.notices?.length ?? 0) > 0;
  } catch {
    return false;
  }
}

/** A clock that is remembered by what it last said. */
export function remembered(upkeep: Upkeep, clock: Clock): Clock {
  return () => {
    upkeep.now = clock();
    return upkeep.now;
  };
}
