import type { Clock } from "../contract/clock.js";
import type { Notice } from "../contract/store-event.js";
import type { Step } from "./operation-step.js";

/** Who issues calls: one for each open store, of which several may share a backend. */
export interface Issuer {
  readonly clock: Clock;
  readonly busyTimeoutMs: number;
  /** Told what happened beside the results. Returns at once and never throws. */
  readonly notify: (notice: Notice) => void;
  /** The operations under way that had to leave the queue to wait for a validator. */
  readonly detached: Set<Promise<void>>;
}

/** Where an error is to say that it happened. */
export interface Where {
  readonly operation: string;
  readonly owner?: string | undefined;
  readonly namespace?: string | undefined;
}

interface Pending {
  readonly issuer: Issuer;
  readonly where: Where;
  /** When waiting for other processes ends, on the clock of the queue's `Waiting`. */
  readonly deadline: number;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** An operation on its way. */
export interface StepCall extends Pending {
  /** What it does next. */
  step: Step<unknown>;
  /** Whether its caller holds up the thread for it, so that its end cannot come later. */
  readonly sync: boolean;
}

/** Something else that a backend is to do, while it does nothing else. */
export interface TurnCall extends Pending {
  readonly turn: () => unknown;
}

export type Call = StepCall | TurnCall;

/** Whether a call is no operation. */
export function isTurn(call: Call): call is TurnCall {
  return "turn" in call;
}
