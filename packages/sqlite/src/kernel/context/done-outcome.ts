import type { Outcome, TransactionResults } from "@keyed-store/core";
import type { KernelContext } from "./kernel-context.js";

/** The outcome of a completed transaction, with its notices if it has any. */
export function createDoneOutcome({ notices }: KernelContext, results: TransactionResults): Outcome {
  return notices.length === 0 ? { status: "done", results } : { status: "done", results, notices };
}
