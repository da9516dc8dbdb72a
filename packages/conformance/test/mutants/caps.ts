import type { Command, NamespaceRef } from "@keyed-store/core";
import { ask, type Mutant, mutantCommand, mutantRun } from "./mutant.js";

function withSpace(change: (ref: NamespaceRef) => Partial<NamespaceRef>): (command: Command) => Command {
  return (command) =>
    command.kind === "put" ? { ...command, ref: { ...command.ref, ...change(command.ref) } } : command;
}

export const caps: readonly Mutant[] = [
  mutantCommand(
    "KS-CAP-1",
    "there is room for one too many",
    withSpace(({ maxEntries }) => ({ maxEntries: maxEntries + 1 })),
  ),
  mutantCommand(
    "KS-CAP-1",
    "there is room for one too few",
    withSpace(({ maxEntries }) => ({ maxEntries: Math.max(1, maxEntries - 1) })),
  ),
  mutantCommand(
    "KS-CAP-1",
    "reject-new evicts",
    withSpace(() => ({ overflow: "evict-oldest" })),
  ),
  mutantRun("KS-CAP-1", "the newest is evicted", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "put" || first.ref.overflow !== "evict-oldest") return right(transaction, clock);
    const { ref, key } = first;
    const all = ask(right, { kind: "scan", ref, order: "age", reverse: true, limit: Infinity }, clock);
    const [newest] = all;
    if (newest !== undefined && all.length >= ref.maxEntries && !all.some((entry) => entry.key === key)) {
      right([{ kind: "delete", ref, key: newest.key }], clock);
    }
    return right(transaction, clock);
  }),
  mutantRun("KS-CAP-1", "overwriting evicts", (right) => (transaction, clock) => {
    const [first] = transaction;
    const outcome = right(transaction, clock);
    if (first.kind !== "put") return outcome;
    const { ref } = first;
    const all = ask(right, { kind: "scan", ref, order: "age", reverse: false, limit: Infinity }, clock);
    const [oldest] = all;
    if (oldest !== undefined && all.length >= ref.maxEntries && oldest.key !== first.key) {
      right([{ kind: "delete", ref, key: oldest.key }], clock);
    }
    return outcome;
  }),
  mutantCommand(
    "KS-CAP-2",
    "an owner has no limit",
    withSpace(() => ({ maxEntriesPerOwner: Infinity })),
  ),
  mutantCommand(
    "KS-CAP-2",
    "a full owner refuses where it should evict",
    withSpace(() => ({ ownerOverflow: "reject" })),
  ),
  mutantCommand(
    "KS-CAP-2",
    "a full owner evicts where it should refuse",
    withSpace(() => ({ ownerOverflow: "evict-oldest" })),
  ),
];
