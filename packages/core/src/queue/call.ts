import type { Clock } from "../contract/clock.js";
import type { Notice } from "../contract/store-event.js";
import type { OperationStep } from "./operation-step.js";

/** Who puts calls into the queue: one for each open store. Several stores may share a backend, and so its queue. */
export interface QueueClient {
  readonly clock: Clock;
  readonly busyTimeoutMs: number;
  /** Hears what happened beside the results. Returns at once and never throws. */
  readonly notify: (notice: Notice) => void;
  /** The operations under way that had to leave the queue to wait for a validator. */
  readonly operationsOutsideQueue: Set<Promise<void>>;
}

/** What an error says about where it happened. */
export interface ErrorContext {
  readonly operation: string;
  readonly owner?: string | undefined;
  readonly namespace?: string | undefined;
}

interface PendingCall {
  readonly client: QueueClient;
  readonly context: ErrorContext;
  /** When waiting for other processes ends, on the clock of the queue's `Scheduler`. */
  readonly deadline: number;
  resolve(value: unknown): void;
}

/** An operation in the queue. */
export interface OperationCall extends PendingCall {
  /** The step it takes next. */
  step: OperationStep<unknown>;
  /** Whether its caller holds up the thread for it, so that its end cannot come later. */
  readonly isSync: boolean;
}

/** Work on the backend that is no operation, such as closing it. The backend does nothing else meanwhile. */
export interface ExclusiveCall extends PendingCall {
  readonly run: () => unknown;
}

/** What waits in the queue. */
export type QueuedCall = OperationCall | ExclusiveCall;

/** Whether a call is exclusive work, and no operation. */
export function isExclusiveCall(call: QueuedCall): call is ExclusiveCall {
  return "run" in call;
}
