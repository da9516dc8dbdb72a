import { ask, type Mutant, mutantCommand, mutantRun } from "./mutant.js";

const READS = ["get", "getMany", "scan", "count", "usage", "owners"];

export const time: readonly Mutant[] = [
  mutantRun(
    "KS-TTL-2",
    "an entry still lives in the millisecond of its expiry",
    (right) => (transaction, clock) =>
      right(transaction, READS.includes(transaction[0].kind) ? () => clock() - 1 : clock),
  ),
  mutantRun(
    "KS-TTL-2",
    "an entry dies a millisecond early",
    (right) => (transaction, clock) =>
      right(transaction, READS.includes(transaction[0].kind) ? () => clock() + 1 : clock),
  ),
  mutantRun(
    "KS-TTL-2",
    "the dead are counted",
    (right) => (transaction, clock) => right(transaction, transaction[0].kind === "count" ? () => 0 : clock),
  ),
  mutantRun(
    "KS-TTL-2",
    "the dead are consumed",
    (right) => (transaction, clock) => right(transaction, transaction[0].kind === "consume" ? () => 0 : clock),
  ),
  mutantCommand("KS-TTL-3", "the time to live of a write is forgotten", (command) =>
    command.kind === "put" ? { ...command, expiry: { ttlMs: null } } : command,
  ),
  mutantRun("KS-TTL-3", "a write keeps the expiry of the entry before it", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "put") return right(transaction, clock);
    const { ref, key } = first;
    const before = ask(right, { kind: "get", ref, key }, clock);
    const expiry = before?.expiresAt == null ? first.expiry : { expiresAt: before.expiresAt };
    return right([{ ...first, expiry }], clock);
  }),
  mutantRun("KS-TTL-4", "the dead take room", (right) => {
    const rows = new Map<string, Set<string>>();
    return (transaction, clock) => {
      const [first] = transaction;
      if (first.kind === "clear" || first.kind === "clearOwner" || first.kind === "sweep") rows.clear();
      if (!("key" in first)) return right(transaction, clock);
      const name = `${first.ref.owner} ${first.ref.namespace}`;
      const held = rows.get(name) ?? new Set();
      rows.set(name, held);
      if (first.kind === "delete" || first.kind === "consume") held.delete(first.key);
      const full = first.ref.overflow === "reject-new" && held.size >= first.ref.maxEntries;
      if (first.kind === "put" && full && !held.has(first.key))
        return right([{ ...first, ref: { ...first.ref, maxEntries: 0 } }], clock);
      if (first.kind === "put") held.add(first.key);
      return right(transaction, clock);
    };
  }),
  mutantCommand("KS-TTL-5", "a sweep knows no limit", (command) =>
    command.kind === "sweep" ? { ...command, limit: 1_000_000 } : command,
  ),
];
