import { type Mutant, mutant, mutantCommand, mutantRun } from "./mutant.js";
import { renamed } from "./renamed.js";

export const isolation: readonly Mutant[] = [
  mutantCommand(
    "KS-NAME-1",
    "keys are folded to lower case",
    renamed(
      (ref) => ref,
      (key) => key.toLowerCase(),
    ),
  ),
  mutantCommand(
    "KS-NAME-1",
    "keys are trimmed",
    renamed(
      (ref) => ref,
      (key) => key.trim() || key,
    ),
  ),
  mutantCommand(
    "KS-NAME-3",
    "owner and namespace are joined by a dot",
    renamed((ref) => ({ ...ref, owner: "all", namespace: `${ref.owner}.${ref.namespace}` })),
  ),
  mutantCommand(
    "KS-ISO-1",
    "namespaces are folded to lower case",
    renamed((ref) => ({ ...ref, namespace: ref.namespace.toLowerCase() })),
  ),
  mutantCommand(
    "KS-ISO-1",
    "owners share their namespaces",
    renamed((ref) => ({ ...ref, owner: "all" })),
  ),
  mutantRun("KS-ISO-1", "clearing a namespace clears its owner", (right) => (transaction, clock) => {
    const [first] = transaction;
    const outcome = right(transaction, clock);
    if (first.kind === "clear") right([{ kind: "clearOwner", owner: first.ref.owner }], clock);
    return outcome;
  }),
  mutant("KS-LIFE-3", "closing loses what was written", {
    open: (options) => ({ ...options, fileName: `${options.fileName} ${openings++}` }),
  }),
];

let openings = 0;
