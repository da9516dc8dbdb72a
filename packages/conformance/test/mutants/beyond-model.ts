import { isKeyedStoreError, KeyedStoreError, type StoredEntry } from "@keyed-store/core";
import { type Mutant, mutant, mutantCommand, mutantRun } from "./mutant.js";
import { renamed } from "./renamed.js";

/** What the model does not look at, so that only the clauses one by one can find it. */
export const unmodelled: readonly Mutant[] = [
  mutantRun("KS-TTL-3", "the clock is read before the step", (right) => {
    let before: number | undefined;
    return (transaction, clock) => {
      const now = before ?? clock();
      before = transaction[0].kind === "get" ? clock() : undefined;
      return right(transaction, transaction[0].kind === "put" ? () => now : clock);
    };
  }),
  mutantCommand(
    "KS-ORDER-3",
    "in a full page behind the first by key, what was written meanwhile passes for old",
    (command) => command,
    (result, command) => {
      if (command.kind !== "scan" || command.order !== "key" || command.after === undefined) return result;
      const page = result as StoredEntry[];
      return page.length > 1 && page.length === command.limit ? page.map((entry) => ({ ...entry, version: 1 })) : page;
    },
  ),
  mutantCommand("KS-CAP-6", "a namespace without a cap is full at a thousand", (command) =>
    command.kind === "put" && command.ref.maxEntries === Infinity
      ? { ...command, ref: { ...command.ref, maxEntries: 1_000 } }
      : command,
  ),
  mutantRun("KS-CAP-2", "the refusal of an owner names no namespace", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    if (outcome.status !== "failed" || !outcome.error.message.includes("most of them in")) return outcome;
    const message = outcome.error.message.replace(/, most of them in [^.]*/, "");
    return { status: "failed", error: new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", message) };
  }),
  mutantCommand(
    "KS-TTL-5",
    "a sweep never says that there is more",
    (command) => command,
    (result, command) => (command.kind === "sweep" ? { ...(result as object), more: false } : result),
  ),
  mutantRun("KS-ERR-3", "an error of the engine shows the value", (right) => (transaction, clock) => {
    const outcome = right(transaction, clock);
    const [first] = transaction;
    if (outcome.status !== "failed" || first.kind !== "put") return outcome;
    if (!isKeyedStoreError(outcome.error) || outcome.error.code !== "KEYED_STORE_LIMIT_EXCEEDED") return outcome;
    const cause = new Error(`cannot bind ${first.json}`);
    return {
      status: "failed",
      error: new KeyedStoreError("KEYED_STORE_LIMIT_EXCEEDED", "The store is full of them.", { cause }),
    };
  }),
  mutantCommand(
    "KS-NAME-1",
    "keys are normalised",
    renamed(
      (ref) => ref,
      (key) => key.normalize("NFC"),
    ),
  ),
  mutantCommand("KS-VALUE-2", "__proto__ is lost on the way", (command) =>
    command.kind === "put" && command.json.includes("__proto__") ? { ...command, json: "{}" } : command,
  ),
  mutantCommand(
    "KS-VALUE-2",
    "a leading U+FEFF is dropped by the decoder",
    (command) => command,
    (result, command) => (command.kind === "get" && result !== undefined ? withoutMark(result as StoredEntry) : result),
  ),
  mutant("KS-PROBE-1", "probing leaves an entry behind", {
    backend: (right, execute) => ({
      probe(clock) {
        const space = {
          owner: "probe",
          namespace: "probe",
          maxEntries: 1,
          overflow: "evict-oldest",
          maxEntriesPerOwner: 1,
          ownerOverflow: "reject",
        } as const;
        execute([[{ kind: "put", ref: space, key: "probe", json: "1", expiry: { ttlMs: null } }]], clock);
        return right.probe(clock);
      },
    }),
  }),
  mutant("KS-SEL-1", "a capability is promised that is not there", {
    backend: (right) => ({ info: { ...right.info, capabilities: { ...right.info.capabilities, persistent: true } } }),
  }),
];

function withoutMark(entry: StoredEntry): StoredEntry {
  return { ...entry, json: entry.json.replace('"\ufeff', '"') };
}
