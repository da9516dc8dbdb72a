import { type Command, compareUtf8, type OwnerUsage } from "@keyed-store/core";
import { ask, type Mutant, mutant, mutantCommand, mutantRun } from "./mutant.js";
import { renamed } from "./renamed.js";

/** Faults so small that, of the clauses one by one, only the tests of their own find them; and the model does. */
export const narrow: readonly Mutant[] = [
  mutantCommand("KS-TTL-3", "touching to live for ever is forgotten", (command) =>
    command.kind === "touch" && "ttlMs" in command.expiry && command.expiry.ttlMs === null
      ? { kind: "count", ref: command.ref }
      : command,
  ),
  mutantRun("KS-TTL-4", "the dead take room in their owner", (right) => (transaction, clock) => {
    const [first] = transaction;
    if (first.kind !== "put" || first.ref.ownerOverflow !== "reject") return right(transaction, clock);
    const { ref, key } = first;
    const beforeAllDied = (): number => 0;
    const usage = { kind: "usage", owner: ref.owner } as const;
    const rows = ask(right, usage, beforeAllDied).entries;
    const known = ask(right, { kind: "get", ref, key }, beforeAllDied) !== undefined;
    const most = ref.maxEntriesPerOwner;
    const full = rows >= most && ask(right, usage, clock).entries < most && !known;
    return right(full ? [{ ...first, ref: { ...ref, maxEntriesPerOwner: 0 } }] : transaction, clock);
  }),
  mutantRun(
    "KS-ORDER-2",
    "a registerIfAbsent that writes nothing gives all new versions",
    (right) => (transaction, clock) => {
      const outcome = right(transaction, clock);
      const [first] = transaction;
      if (first.kind !== "put" || first.expected !== null || outcome.status !== "done" || outcome.results[0] === true)
        return outcome;
      const { ref } = first;
      const records = ask(right, { kind: "scan", ref, order: "age", reverse: false, limit: Infinity }, clock);
      right([{ kind: "clear", ref }], clock);
      right([{ kind: "restore", ref, records }], clock);
      return outcome;
    },
  ),
  mutantCommand("KS-ATOM-1", "many keys that go down are answered as if they went up", (command) => {
    if (command.kind !== "getMany") return command;
    const { keys } = command;
    const down = compareUtf8(keys.at(0) ?? "", keys.at(-1) ?? "") > 0;
    return down ? { ...command, keys: [...keys].sort(compareUtf8) } : command;
  }),
  mutantRun("KS-ATOM-2", "a refused write lets the others live for ever", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    const [first] = transaction;
    if (outcome.status !== "failed" || first.kind !== "put") return outcome;
    const { ref } = first;
    const all = ask(right, { kind: "scan", ref, order: "age", reverse: false, limit: Infinity }, clock);
    for (const { key } of all) right([{ kind: "touch", ref, key, expiry: { ttlMs: null } }], clock);
    return outcome;
  }),
  mutantRun("KS-ATOM-4", "a check behind the first write always holds", (right) => (transaction, clock) => {
    const [first, ...others] = transaction;
    const written = transaction.findIndex((command) => command.kind !== "check");
    const kept = others.filter((command, index) => command.kind !== "check" || index + 1 < written);
    const outcome = right([first, ...kept], clock);
    if (outcome.status !== "done") return outcome;
    const given = [...outcome.results];
    const dropped = (command: Command, index: number): boolean => command.kind === "check" && index > written;
    return {
      ...outcome,
      results: transaction.map((command, index) => (dropped(command, index) ? true : given.shift())),
    };
  }),
  mutantCommand(
    "KS-NAME-3",
    "the first part of a namespace is taken for a part of the owner",
    renamed((ref) => {
      const [part, rest] = ref.namespace.split(/\.(.*)/s);
      return rest ? { ...ref, owner: `${ref.owner}.${part}`, namespace: rest } : ref;
    }),
  ),
  mutantRun("KS-ISO-1", "an owner's usage counts the entries of all", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    if (transaction[0].kind !== "usage" || outcome.status !== "done") return outcome;
    const entries = ask(right, { kind: "owners" }, clock).reduce((sum, owner) => sum + owner.entries, 0);
    return { ...outcome, results: [{ ...(outcome.results[0] as OwnerUsage), entries }] };
  }),
  mutantRun("KS-CAP-1", "a lowered cap makes room for the new entry only", (right) => (transaction, clock) => {
    const [first, ...others] = transaction;
    if (first.kind !== "put" || first.ref.overflow !== "evict-oldest") return right(transaction, clock);
    const { ref } = first;
    const maxEntries = Math.max(ref.maxEntries, ask(right, { kind: "count", ref }, clock));
    return right([{ ...first, ref: { ...ref, maxEntries } }, ...others], clock);
  }),
  mutant("KS-ATOM-3", "reads overtake the writes that were issued before them", {
    backend: (_, execute) => ({
      execute(batch, clock) {
        const isRead = batch.map(([first]) => first.kind === "get");
        const reads = execute(
          batch.filter((_, index) => isRead[index]),
          clock,
        );
        const writes = execute(
          batch.filter((_, index) => !isRead[index]),
          clock,
        );
        const [inReads, inWrites] = [reads.values(), writes.values()];
        return isRead.flatMap((read) => (read ? inReads : inWrites).next().value ?? []);
      },
    }),
  }),
];
