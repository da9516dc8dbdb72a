import type { Rejection, SelectionStage } from "../contract/selection.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";

const STAGE_FAILURES: Record<SelectionStage, string> = {
  static: "this host does not meet its needs",
  apart: "it failed in a process of its own",
  load: "it could not be loaded",
  trial: "it was loaded, but failed its trial",
  open: "it passed its trial, but cannot run with this store",
};

/** The error that says what was tried, why each failed, and what to do. */
export function noBackendError(rejections: readonly Rejection[], untriedNames: readonly string[]): KeyedStoreError {
  const names = rejections.map(({ name }) => name);
  const lines = [
    rejections.length === 1
      ? `The backend ${names[0]} cannot run here.`
      : `None of these backends can run here: ${names.join(", ")}.`,
    ...rejections.map(({ name, stage, code, message }) => `- ${name}: ${STAGE_FAILURES[stage]} (${code}). ${message}`),
    formatNoBackendAdvice(names, untriedNames),
  ];
  const [only] = rejections;
  return new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", lines.join("\n"), {
    operation: "open",
    cause:
      rejections.length === 1
        ? only?.cause
        : new AggregateError(
            rejections.map(({ cause }) => cause),
            "every backend tried failed",
          ),
  });
}

function formatNoBackendAdvice(triedNames: readonly string[], untriedNames: readonly string[]): string {
  const [other] = untriedNames;
  if (other === undefined) return "To go on, mend one of them as said above, then open the store again.";
  const list = [...triedNames, other];
  return `To go on, mend one of them as said above, or let "${other}" be tried too: KEYED_STORE_BACKEND=${list.join(",")}, or backend: ${JSON.stringify(list)}.`;
}
