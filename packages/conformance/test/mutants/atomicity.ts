import type { PutCommand } from "@keyed-store/core";
import { ask, type Mutant, mutant, mutantCommand, mutantRun, only } from "./mutant.js";

const FALSY = ['""', "0", "false", "null"];

export const atomicity: readonly Mutant[] = [
  mutantRun("KS-ATOM-1", "consuming reads now and deletes later", (right) => {
    let later: (() => void) | undefined;
    return (transaction, clock) => {
      const [first] = transaction;
      if (first.kind !== "consume") {
        later?.();
        later = undefined;
        return right(transaction, clock);
      }
      later = () => right([{ kind: "delete", ref: first.ref, key: first.key }], clock);
      return right([{ kind: "get", ref: first.ref, key: first.key }], clock);
    };
  }),
  mutantRun("KS-ATOM-1", "falsy values are not consumed", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "consume") return right(transaction, clock);
    const found = ask(right, { kind: "get", ref: first.ref, key: first.key }, clock);
    return found && FALSY.includes(found.json) ? { status: "done", results: [found] } : right(transaction, clock);
  }),
  mutantRun("KS-ATOM-1", "registerIfAbsent writes whatever is there", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "put" || first.expected !== null) return right(transaction, clock);
    return right([always(first)], clock);
  }),
  mutantCommand("KS-ATOM-1", "a version is not compared", (command) => {
    return command.kind === "put" && typeof command.expected === "number" ? always(command) : command;
  }),
  mutantRun("KS-ATOM-2", "a refused write deletes what was there", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    const [first] = transaction;
    if (outcome.status === "failed" && "ref" in first) right([{ kind: "clear", ref: first.ref }], clock);
    return outcome;
  }),
  mutantRun("KS-CAP-1", "a refusal is not told", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    return outcome.status === "failed" ? { status: "done", results: transaction.map(() => true) } : outcome;
  }),
  mutant("KS-ATOM-3", "what is issued together happens in reverse", {
    backend: (_, execute) => ({ execute: (batch, clock) => [...execute([...batch].reverse(), clock)].reverse() }),
  }),
  mutantRun("KS-ATOM-4", "atomic steps happen one by one", (right) => (transaction, clock) => {
    const results: unknown[] = [];
    for (const command of transaction) {
      const outcome = right([command], clock);
      if (outcome.status !== "done") return outcome;
      results.push(outcome.results[0]);
    }
    return { status: "done", results };
  }),
  mutantRun("KS-ATOM-4", "checks always hold", (right) => (transaction, clock) => {
    const [first, ...others] = transaction.filter((command) => command.kind !== "check");
    if (first === undefined) return { status: "done", results: transaction.map(() => true) };
    const outcome = right([first, ...others], clock);
    if (outcome.status !== "done") return outcome;
    const given = [...outcome.results];
    return { ...outcome, results: transaction.map((command) => (command.kind === "check" ? true : given.shift())) };
  }),
  mutant("KS-ATOM-5", "one failure fails all that share its commit", {
    backend: (_, execute) => ({
      execute(batch, clock) {
        const outcomes = batch.map((transaction) => only(execute([transaction], clock)));
        const failed = outcomes.find((outcome) => outcome.status === "failed");
        return failed === undefined ? outcomes : outcomes.map(() => failed);
      },
    }),
  }),
];

function always({ kind, ref, key, json, expiry }: PutCommand): PutCommand {
  return { kind, ref, key, json, expiry };
}
