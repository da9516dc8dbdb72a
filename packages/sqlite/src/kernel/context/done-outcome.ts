import type { Outcome } from "@keyed-store/core";
import type { Work } from "./kernel-context.js";

/** The outcome of a transaction that was done, with what it had to tell. */
export function done({ notices }: Work, results: readonly unknown[]): Outcome {
  return notices.length === 0 ? { status: "done", results } : { status: "done", results, notices };
}
