import { type Mutant, mutant, mutantCommand, mutantRun } from "./mutant.js";
import { renamed } from "./renamed.js";

export const isolation: readonly Mutant[] = [
  mutantCommand(
    "KS-NAME-1",
    "keys are folded to lower case",
    renamed(
      (space) => space,
      (key) => key.toLowerCase(),
    ),
  ),
  mutantCommand(
    "KS-NAME-1",
    "keys are trimmed",
    renamed(
      (space) => space,
      (key) => key.trim() || key,
    ),
  ),
  mutantCommand(
    "KS-NAME-3",
    "owner and namespace are joined by a dot",
    renamed((space) => ({ ...space, owner: "all", namespace: `${space.owner}.${space.namespace}` })),
  ),
  mutantCommand(
    "KS-ISO-1",
    "namespaces are folded to lower case",
    renamed((space) => ({ ...space, namespace: space.namespace.toLowerCase() })),
  ),
  mutantCommand(
    "KS-ISO-1",
    "owners share their namespaces",
    renamed((space) => ({ ...space, owner: "all" })),
  ),
  mutantRun("KS-ISO-1", "clearing a namespace clears its owner", (right) => (transaction, clock) => {
    const [first] = transaction;
    const outcome = right(transaction, clock);
    if (first.kind === "clear") right([{ kind: "clearOwner", owner: first.space.owner }], clock);
    return outcome;
  }),
  mutant("KS-LIFE-3", "closing loses what was written", {
    open: (options) => ({ ...options, fileName: `${options.fileName} ${openings++}` }),
  }),
];

let openings = 0;
