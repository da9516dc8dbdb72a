import type { DeliveryReplay } from "./replay-recorded-deliveries.js";
import type { WorkerRun } from "./worker-run.js";

/** A replay in numbers. */
export interface ReplaySummary {
  /** Deliveries handed over; those after the kill count each time. */
  readonly delivered: number;
  /** Deliveries recognised as handled before. */
  readonly again: number;
  /** Orderly restarts. */
  readonly restarts: number;
  /** Deliveries answered before the kill. */
  readonly answeredBeforeKill: number;
  /** Deliveries handed over and not answered when the worker was killed. */
  readonly underWay: number;
  /** Of them, events that were on record all the same, and were recognised when they came again. */
  readonly onRecord: number;
  /** Deliveries that went out once more after the kill. */
  readonly redelivered: number;
  /** Deliveries handled in a second, starts and stops left out. */
  readonly perSecond: number;
}

/** The numbers of a replay. */
export function summarizeReplay({ stream, runs }: DeliveryReplay): ReplaySummary {
  const sum = (of: (run: WorkerRun) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const delivered = sum(({ from, handedOverTo }) => handedOverTo - from);
  const position = runs.findIndex(({ killed }) => killed);
  const killed = runs[position];
  const next = runs[position + 1];
  const answered = killed?.answeredTo ?? 0;
  const underWay = stream.slice(answered, killed?.handedOverTo ?? 0);
  // An event that was answered earlier, or is under way twice, comes again whether it was on record or not.
  const known = new Set(stream.slice(0, answered).map(({ event }) => event.id));
  const doubtful = new Map<string, number>();
  for (const { index, event } of underWay) {
    if (!known.has(event.id) && !doubtful.has(event.id)) doubtful.set(event.id, index);
  }
  return {
    delivered,
    again: sum(({ duplicates }) => duplicates.length),
    restarts: runs.filter((run) => !run.killed).length - 1,
    answeredBeforeKill: answered,
    underWay: underWay.length,
    onRecord: [...doubtful.values()].filter((index) => next?.duplicates.includes(index)).length,
    redelivered: (killed?.handedOverTo ?? 0) - (next?.from ?? killed?.handedOverTo ?? 0),
    perSecond: delivered / (sum(({ busyMs }) => busyMs) / 1000),
  };
}
