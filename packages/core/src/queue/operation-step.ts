import type { Command, ResultOf } from "../backend/command.js";
import { isWrite } from "../backend/command.js";
import type { Outcome, Transaction } from "../backend/transaction.js";

/** An outcome that is no failure. */
export type Settled = Exclude<Outcome, { readonly status: "failed" }>;

/** The end of a step: a result, or the next step of the same operation; either of them perhaps later. */
export type End<R> = R | Step<R> | Promise<R | Step<R>>;

/** A transaction and what to make of its outcome. Most operations are one step; those that race take several. */
export class Step<R> {
  readonly transaction: Transaction;
  readonly finish: (outcome: Settled) => End<R>;
  /** Whether nothing else may be committed between this step and the next. */
  readonly holds: boolean;
  /** Whether it can change the store. */
  readonly writes: boolean;

  constructor(transaction: Transaction, finish: (outcome: Settled) => End<R>, holds = false) {
    this.transaction = transaction;
    this.finish = finish;
    this.holds = holds;
    this.writes = transaction.some(isWrite);
  }
}

/** A step of one command. `holds` where `finish` may give another step. */
export function step<C extends Command, R>(
  command: C,
  finish: (result: ResultOf<C>) => End<R>,
  holds = false,
): Step<R> {
  // A backend answers each kind of command with that kind of result; a transaction without checks is never unmet.
  return new Step<R>([command], (outcome) => finish((outcome as Done).results[0] as ResultOf<C>), holds);
}

type Done = Extract<Outcome, { readonly status: "done" }>;
