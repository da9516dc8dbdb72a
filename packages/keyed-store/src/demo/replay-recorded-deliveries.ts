import type { BackendInfo } from "@keyed-store/core";
import type { RecordedDeliveries } from "./delivery.js";
import type { NumberedDelivery, WorkerOptions } from "./protocol.js";
import { startWorkerProcess } from "./worker-process.js";
import { deliverToWorkerUntilDoneOrKilled, type WorkerRun } from "./worker-run.js";

/**
 * How far before the first unanswered delivery the source begins again after its receiver died. It is less than a batch,
 * so that a bot that answered before its work was on record would be found out.
 */
const OVERLAP = 20;

/** What happened while a recording was played. */
export interface DeliveryReplay {
  readonly backend: BackendInfo;
  readonly databasePath: string;
  readonly stream: readonly NumberedDelivery[];
  /** One for each worker, in order. */
  readonly runs: readonly WorkerRun[];
}

/** How the workers of a replay are started, but for what differs from run to run. */
export type ReplayOptions = Omit<WorkerOptions, "run" | "now">;

/**
 * Plays a recording to the bot as a webhook source does: what was not answered is delivered again, from an earlier
 * point on. The bot is restarted in order where the recording says so, and killed at work half-way through.
 */
export async function replayRecordedDeliveries(
  { deliveries, restarts }: RecordedDeliveries,
  options: ReplayOptions,
  onDeliveriesAnswered: (answered: number) => Promise<void>,
): Promise<DeliveryReplay> {
  const stream = deliveries.map((delivery, index): NumberedDelivery => ({ ...delivery, index }));
  const stops = [...restarts, stream.length];
  const runs: WorkerRun[] = [];
  let place: Pick<DeliveryReplay, "backend" | "databasePath"> | undefined;
  let answeredTo = 0;
  do {
    const last = runs.at(-1);
    const from = last?.killed ? Math.max(0, answeredTo - OVERLAP) : answeredTo;
    const stretch = stream.slice(
      from,
      stops.find((stop) => stop > answeredTo),
    );
    const worker = await startWorkerProcess({ ...options, run: runs.length + 1, now: stretch[0]?.at ?? 0 });
    const { backend, databasePath } = worker.opened;
    place ??= { backend, databasePath };
    const killedBefore = runs.some(({ killed }) => killed);
    const run = await deliverToWorkerUntilDoneOrKilled(
      worker,
      stretch,
      killedBefore ? Number.POSITIVE_INFINITY : Math.floor(stream.length / 2),
      onDeliveriesAnswered,
    );
    runs.push(run);
    answeredTo = Math.max(answeredTo, run.answeredTo);
  } while (answeredTo < stream.length);
  return { ...place, stream, runs };
}
