import type { Command } from "@keyed-store/core";
import { ask, type Mutant, mapTransaction, mutant, mutantCommand, mutantRun } from "./mutant.js";

/** Faults that only the layers on top bring to light. */
export const layers: readonly Mutant[] = [
  mutantRun("KS-CLAIM-7", "a lease that is renewed ends when the first one did", (right) => (transaction, clock) => {
    const [first, ...others] = transaction;
    const put = others.at(-1);
    if (first.kind !== "check" || put?.kind !== "put" || !put.json.startsWith('{"claimed"')) {
      return right(transaction, clock);
    }
    const found = ask(right, { kind: "get", ref: put.ref, key: put.key }, clock);
    if (found?.json !== put.json) return right(transaction, clock);
    const expiresAt = found.expiresAt ?? 0;
    return right([first, ...others.slice(0, -1), { ...put, expiry: { expiresAt } }], clock);
  }),
  mutantCommand("KS-RATE-1", "an increment goes beyond the most that it was given", (command) => {
    if (command.kind !== "increment") return command;
    const { max: _, ...limitless } = command;
    return limitless;
  }),
  mutant("KS-PLUGIN-5", "all owners have the quota of the one that wrote first", {
    backend(_, execute) {
      let quota: number | undefined;
      const withFirstQuota = (command: Command): Command => {
        if (!("ref" in command)) return command;
        quota ??= command.ref.maxEntriesPerOwner;
        return { ...command, ref: { ...command.ref, maxEntriesPerOwner: quota } };
      };
      return {
        execute: (batch, clock) =>
          execute(
            batch.map((transaction) => mapTransaction(transaction, withFirstQuota)),
            clock,
          ),
      };
    },
  }),
];
