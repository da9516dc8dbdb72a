import type { Transaction } from "../backend/transaction.js";
import { type ExclusiveCall, isExclusiveCall, type OperationCall, type QueuedCall } from "./call.js";
import type { Fifo } from "./fifo.js";

/** The most transactions in one commit, so that it stays short. */
const MAX_TRANSACTIONS = 1_000;

/** The most text in one commit, in UTF-16 units, unless one operation alone brings more: memory is held for all of it. */
const MAX_TEXT = 8 * 2 ** 20;

/**
 * Takes from the front of a queue what a backend may be given at once: one exclusive call, or operations that share a clock.
 *
 * An operation that blocks others ends its batch. Reads in front go without the writes behind them: they need no lock, so they
 * do not wait for one.
 */
export function takeNextBatch(pending: Fifo<QueuedCall>): ExclusiveCall | OperationCall[] {
  const batch: OperationCall[] = [];
  let text = 0;
  for (
    let call = pending.at(0);
    call !== undefined && batch.length < MAX_TRANSACTIONS;
    call = pending.at(batch.length)
  ) {
    if (isExclusiveCall(call)) {
      if (batch.length > 0) break;
      pending.dropFront(1);
      return call;
    }
    const first = batch[0];
    if (first !== undefined && call.client.clock !== first.client.clock) break;
    if (first !== undefined && call.step.writes && !first.step.writes) break;
    text += countJsonCharacters(call.step.transaction);
    if (first !== undefined && text > MAX_TEXT) break;
    batch.push(call);
    if (call.step.blocksOthers) break;
  }
  pending.dropFront(batch.length);
  return batch;
}

function countJsonCharacters(transaction: Transaction): number {
  let sum = 0;
  for (const command of transaction) {
    if (command.kind === "put" || command.kind === "replace") sum += command.json.length;
    else if (command.kind === "restore") for (const { json } of command.records) sum += json.length;
  }
  return sum;
}
