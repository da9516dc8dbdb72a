import type { StoredEntry } from "@keyed-store/core";
import { ask, type Mutant, mutantCommand, mutantRun } from "./mutant.js";

/** Faults of increments, modifications and instants. */
export const counters: readonly Mutant[] = [
  mutantRun("KS-TTL-7", "what has expired already evicts before it goes", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "put" || !("expiresAt" in first.expiry) || first.expiry.expiresAt > clock())
      return right(transaction, clock);
    const { ref, key } = first;
    const outcome = right([{ ...first, expiry: { ttlMs: null } }], clock);
    if (outcome.status === "done" && outcome.results[0] === true) right([{ kind: "delete", ref, key }], clock);
    return outcome;
  }),
  mutantRun("KS-TTL-7", "touching to an instant that has passed leaves the entry", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "touch" || !("expiresAt" in first.expiry) || first.expiry.expiresAt > clock())
      return right(transaction, clock);
    const { ref, key } = first;
    return { status: "done", results: [ask(right, { kind: "get", ref, key }, clock) !== undefined] };
  }),
  mutantCommand("KS-TTL-8", "looking keeps nothing alive", (command) =>
    command.kind === "touch" && command.expectedExpiresAt !== undefined ? { ...command, expected: -1 } : command,
  ),
  mutantRun("KS-ATOM-6", "an increment begins the expiry anew", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    const [first] = transaction;
    if (first.kind !== "increment" || outcome.status !== "done") return outcome;
    const { ref, key, expiry } = first;
    right([{ kind: "touch", ref, key, expiry }], clock);
    return outcome;
  }),
  mutantRun("KS-ATOM-6", "integers are added beyond 2^53", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    const [first] = transaction;
    if (first.kind !== "increment" || outcome.status !== "failed") return outcome;
    const { ref, key, by, expiry } = first;
    const found = ask(right, { kind: "get", ref, key }, clock);
    const sum = Number(found?.json ?? 0) + by;
    if (!Number.isFinite(sum) || Number.isSafeInteger(sum)) return outcome;
    right([{ kind: "put", ref, key, json: `${sum}`, expiry }], clock);
    return { status: "done", results: [ask(right, { kind: "get", ref, key }, clock)] };
  }),
  mutantCommand("KS-ATOM-7", "a modification forgets the expiry", (command) =>
    command.kind === "replace" && "expiresAt" in command.expiry && command.expected !== null
      ? { ...command, expiry: { ttlMs: null } }
      : command,
  ),
];

/** Those that show only where something comes in between, which the model does not do. */
export const countersBetween: readonly Mutant[] = [
  mutantRun("KS-ATOM-6", "increments that share a commit give one sum", (right) => {
    let last: { readonly key: string; readonly entry: StoredEntry } | undefined;
    return (transaction, clock) => {
      const outcome = right(transaction, clock);
      const [first] = transaction;
      if (first.kind !== "increment" || outcome.status !== "done") {
        last = undefined;
        return outcome;
      }
      if (last?.key === first.key && first.by === 1) return { ...outcome, results: [last.entry] };
      last = { key: first.key, entry: outcome.results[0] as StoredEntry };
      return outcome;
    };
  }),
  mutantCommand("KS-ATOM-7", "a touch meanwhile is not noticed by a modification that writes", (command) => {
    if (command.kind !== "replace") return command;
    const { kind, ref, key, json, expiry, expected } = command;
    return { kind, ref, key, json, expiry, expected };
  }),
  mutantCommand("KS-ATOM-7", "a touch meanwhile is not noticed by a modification that deletes", (command) => {
    if (command.kind !== "delete" || command.expected === undefined) return command;
    const { kind, ref, key, expected } = command;
    return { kind, ref, key, expected };
  }),
];
