import type { StoredEntry } from "@keyed-store/core";
import { type Mutant, mutant, mutantRun } from "./mutant.js";

/** Faults so small that only the tests of their clause find them, and the model does not. */
export const narrowBeyondModel: readonly Mutant[] = [
  mutant("KS-LIFE-3", "opening again finds no character beyond U+FFFF", {
    backend(right, execute) {
      const isNew = !opened.has(right.databasePath);
      opened.add(right.databasePath);
      if (isNew) return {};
      const poorer = (entry: StoredEntry): StoredEntry => ({
        ...entry,
        json: entry.json.replace(/[^\0-\uffff]/gu, "?"),
      });
      return {
        execute: (batch, clock) =>
          execute(batch, clock).map((outcome, index) =>
            outcome.status === "done" && batch[index]?.[0].kind === "scan"
              ? { ...outcome, results: [(outcome.results[0] as StoredEntry[]).map(poorer)] }
              : outcome,
          ),
      };
    },
  }),
  mutantRun("KS-ERR-3", "the cause of an error shows the value", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    const [first] = transaction;
    if (outcome.status === "failed" && first.kind === "put")
      Object.defineProperty(outcome.error, "cause", { value: new Error(`cannot bind ${first.json}`) });
    return outcome;
  }),
];

/** Where a backend has been before; every test has a directory of its own. */
const opened = new Set<string>();
