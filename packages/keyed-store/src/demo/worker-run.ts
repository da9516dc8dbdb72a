import { performance } from "node:perf_hooks";
import type { NumberedDelivery } from "./protocol.js";
import type { WorkerProcess } from "./worker-process.js";

/** As many deliveries as go out together, and as many batches as the source lets wait for their answers. */
const LARGEST_BATCH = 25;
const BATCHES_IN_FLIGHT = 4;

/** What one worker was given, by positions in the stream. */
export interface WorkerRun {
  readonly from: number;
  /** All before it was answered, by this worker or those before it. */
  readonly answeredTo: number;
  /** All before it was handed over. */
  readonly handedOverTo: number;
  /** Positions whose event was handled before. */
  readonly duplicates: readonly number[];
  readonly killed: boolean;
  /** Time in which there was something to handle. */
  readonly busyMs: number;
}

/**
 * Hands a stretch of the stream to a worker, several batches under way, until all is answered; or until `killAt` is,
 * when the worker is killed on the spot, at work on what is under way.
 *
 * @param onAnswered - told up to where all is answered, after each answer
 */
export async function deliverToWorkerUntilDoneOrKilled(
  worker: WorkerProcess,
  deliveries: readonly NumberedDelivery[],
  killAtIndex: number,
  onAnswered: (answeredTo: number) => Promise<void>,
): Promise<WorkerRun> {
  const started = performance.now();
  const from = deliveries[0]?.index ?? 0;
  const to = from + deliveries.length;
  const batchSize = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(deliveries.length / BATCHES_IN_FLIGHT)));
  const duplicates: number[] = [];
  let answeredTo = from;
  let handedOverTo = from;
  while (answeredTo < to && answeredTo < killAtIndex) {
    while (handedOverTo < to && handedOverTo - answeredTo < BATCHES_IN_FLIGHT * batchSize) {
      const batch = deliveries.slice(handedOverTo - from, handedOverTo - from + batchSize);
      worker.deliver(batch);
      handedOverTo += batch.length;
    }
    const answer = await worker.acknowledged();
    answeredTo += answer.count;
    duplicates.push(...answer.again);
    await onAnswered(answeredTo);
  }
  const busyMs = performance.now() - started;
  const killed = answeredTo >= killAtIndex;
  await (killed ? worker.kill() : worker.close());
  return { from, answeredTo, handedOverTo, duplicates, killed, busyMs };
}
