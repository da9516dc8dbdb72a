import type { Outcome, Transaction } from "../backend/transaction.js";
import { isKeyedStoreError } from "../errors/keyed-store-error.js";

/**
 * Runs transactions in order, each with an outcome of its own: one that throws an error of the contract has failed, and
 * the others go on (KS-ATOM-5). What else is thrown is a defect, and ends the batch.
 */
export function collectOutcomes(
  batch: readonly Transaction[],
  runTransaction: (transaction: Transaction) => Outcome,
): Outcome[] {
  return batch.map((transaction) => {
    try {
      return runTransaction(transaction);
    } catch (error) {
      if (isKeyedStoreError(error)) return { status: "failed", error };
      throw error;
    }
  });
}
