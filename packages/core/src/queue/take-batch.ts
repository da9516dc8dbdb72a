import type { Transaction } from "../backend/transaction.js";
import { type Call, isTurn, type StepCall, type TurnCall } from "./call.js";
import type { Fifo } from "./fifo.js";

/** The most transactions in one commit, so that it stays short. */
const MAX_BATCH = 1_000;

/** The most text in one commit, in UTF-16 units, unless one operation alone brings more: memory is held for all of it. */
const MAX_TEXT = 8 * 2 ** 20;

/**
 * Takes from the front of a queue what a backend may be given at once: a turn, or operations that share a clock.
 *
 * An operation that holds ends its batch. Reads in front go without the writes behind them: they need no lock, so they
 * do not wait for one.
 */
export function takeBatch(pending: Fifo<Call>): TurnCall | StepCall[] {
  const batch: StepCall[] = [];
  let text = 0;
  for (let call = pending.at(0); call !== undefined && batch.length < MAX_BATCH; call = pending.at(batch.length)) {
    if (isTurn(call)) {
      if (batch.length > 0) break;
      pending.drop(1);
      return call;
    }
    const first = batch[0];
    if (first !== undefined && call.issuer.clock !== first.issuer.clock) break;
    if (first !== undefined && call.step.writes && !first.step.writes) break;
    text += textIn(call.step.transaction);
    if (first !== undefined && text > MAX_TEXT) break;
    batch.push(call);
    if (call.step.holds) break;
  }
  pending.drop(batch.length);
  return batch;
}

function textIn(transaction: Transaction): number {
  let sum = 0;
  for (const command of transaction) {
    if (command.kind === "put") sum += command.json.length;
    else if (command.kind === "restore") for (const { json } of command.records) sum += json.length;
  }
  return sum;
}
