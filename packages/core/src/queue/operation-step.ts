import type { Command, ResultByKind } from "../backend/command.js";
import { isWrite } from "../backend/command.js";
import type { Outcome, Transaction } from "../backend/transaction.js";

/** An outcome that is no failure. */
export type SuccessfulOutcome = Exclude<Outcome, { readonly status: "failed" }>;

/** What a step ends in: the result of the operation, or its next step; or a promise of one of them. */
export type StepResult<R> = R | OperationStep<R> | Promise<R | OperationStep<R>>;

/** A transaction and what to make of its outcome. Most operations are one step; those that race take several. */
export class OperationStep<R> {
  readonly transaction: Transaction;
  readonly finish: (outcome: SuccessfulOutcome) => StepResult<R>;
  /** Whether nothing else may be committed between this step and the next. */
  readonly blocksOthers: boolean;
  /** Whether it can change the store. */
  readonly writes: boolean;

  constructor(transaction: Transaction, finish: (outcome: SuccessfulOutcome) => StepResult<R>, blocksOthers = false) {
    this.transaction = transaction;
    this.finish = finish;
    this.blocksOthers = blocksOthers;
    this.writes = transaction.some(isWrite);
  }
}

/** A step of one command. `blocksOthers` where `finish` may give another step. */
export function createSingleCommandStep<K extends Command["kind"], R>(
  command: Command & { readonly kind: K },
  finish: (result: ResultByKind[K]) => StepResult<R>,
  blocksOthers = false,
): OperationStep<R> {
  // A backend answers each kind of command with that kind of result; a transaction without checks is never unmet.
  return new OperationStep<R>(
    [command],
    (outcome) => finish((outcome as DoneOutcome).results[0] as ResultByKind[K]),
    blocksOthers,
  );
}

type DoneOutcome = Extract<Outcome, { readonly status: "done" }>;
