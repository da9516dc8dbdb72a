import type { Command, NamespaceRef, StoredEntry } from "@keyed-store/core";
import { ask, type Mutant, mutantCommand, mutantRun } from "./mutant.js";

export const order: readonly Mutant[] = [
  mutantCommand(
    "KS-ORDER-1",
    "the newest come first",
    (command) => command,
    (result, command) => (command.kind === "scan" ? [...(result as StoredEntry[])].reverse() : result),
  ),
  mutantCommand(
    "KS-ORDER-1",
    "a clock that steps back reorders",
    (command) => command,
    (result, command) =>
      command.kind === "scan" && command.order === "age" && !command.reverse
        ? [...(result as StoredEntry[])].sort((left, right) => left.createdAt - right.createdAt)
        : result,
  ),
  mutantRun("KS-ORDER-1", "a clock that was ahead holds up createdAt", (right) => {
    const last = new Map<string, number>();
    return (transaction, clock) => {
      const outcome = right(transaction, clock);
      const [first] = transaction;
      if (outcome.status !== "done" || !("ref" in first)) return outcome;
      const place = JSON.stringify([first.ref.owner, first.ref.namespace]);
      if (first.kind === "put") last.set(place, Math.max(last.get(place) ?? 0, clock()));
      if (first.kind !== "get" || outcome.results[0] === undefined) return outcome;
      const found = outcome.results[0] as StoredEntry;
      return { ...outcome, results: [{ ...found, createdAt: Math.max(found.createdAt, last.get(place) ?? 0) }] };
    };
  }),
  mutantCommand(
    "KS-ORDER-1",
    "keys are ordered by UTF-16",
    (command) => command,
    (result, command) =>
      command.kind === "scan" && command.order === "key" && !command.reverse
        ? [...(result as StoredEntry[])].sort((left, right) => (left.key < right.key ? -1 : 1))
        : result,
  ),
  mutantCommand("KS-ORDER-1", "the start of a range is left out", (command) =>
    command.kind === "scan" && command.from !== undefined ? { ...command, from: `${command.from}\u0001` } : command,
  ),
  mutantRun("KS-TTL-3", "touching makes an entry young", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "touch") return right(transaction, clock);
    const found = ask(right, { kind: "get", ref: first.ref, key: first.key }, clock);
    if (found === undefined) return { status: "done", results: [false] };
    const { ref, key, expiry } = first;
    return right([{ kind: "put", ref, key, expiry, json: found.json }], clock);
  }),
  mutantRun("KS-ORDER-2", "a version counts the writes of its key, and begins anew with it", (right) => {
    const counts = new Map<string, number[]>();
    const nameOf = ({ ref, key }: { readonly ref: NamespaceRef; readonly key: string }): string =>
      JSON.stringify([ref.owner, ref.namespace, key]);
    const meant = (command: Command): Command =>
      "expected" in command && typeof command.expected === "number"
        ? { ...command, expected: counts.get(nameOf(command))?.[command.expected - 1] ?? -1 }
        : command;
    return (transaction, clock) => {
      const [first, ...others] = transaction;
      const outcome = right([meant(first), ...others.map(meant)], clock);
      for (const command of transaction)
        if (command.kind === "delete" || command.kind === "consume") counts.delete(nameOf(command));
      if (outcome.status !== "done" || !("ref" in first)) return outcome;
      const { ref } = first;
      const told = (entry: StoredEntry): StoredEntry => {
        const name = nameOf({ ref, key: entry.key });
        const count = counts.get(name) ?? [];
        counts.set(name, count);
        if (!count.includes(entry.version)) count.push(entry.version);
        return { ...entry, version: count.indexOf(entry.version) + 1 };
      };
      const [result] = outcome.results;
      if (first.kind === "get" && result !== undefined) return { ...outcome, results: [told(result as StoredEntry)] };
      if (first.kind === "scan") return { ...outcome, results: [(result as StoredEntry[]).map(told)] };
      return outcome;
    };
  }),
  mutantCommand(
    "KS-ORDER-2",
    "the version is the time of writing",
    (command) => command,
    (result, command) => {
      const dated = (entry: StoredEntry): StoredEntry => ({ ...entry, version: entry.createdAt });
      if (command.kind === "get" && result !== undefined) return dated(result as StoredEntry);
      return command.kind === "scan" ? (result as StoredEntry[]).map(dated) : result;
    },
  ),
];
