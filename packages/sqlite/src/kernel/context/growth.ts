import type { Space } from "@keyed-store/core";
import type { NamespaceLedger } from "../counters/counters.js";

/** What the steps of one transaction added, so that the caps can be judged when all steps are done. */
export interface Additions {
  /** The first version that a step can have been given; what has it or a later one was just written. */
  firstVersion: number;
  readonly byNamespace: Map<NamespaceLedger, Addition>;
}

/** How one namespace has changed. */
export interface Addition {
  /** The handle that created the last of them; its caps are judged. */
  space: Space;
  /** Live entries created. */
  created: number;
  /** Live entries created less live entries removed. */
  net: number;
}

/** Notes the live entries that a step created (1), overwrote (0) or removed (-1). */
export function noteStep(
  additions: Additions | undefined,
  space: Space,
  ledger: NamespaceLedger,
  entries: number,
): void {
  if (additions === undefined) return;
  let addition = additions.byNamespace.get(ledger);
  if (addition === undefined) {
    addition = { space, created: 0, net: 0 };
    additions.byNamespace.set(ledger, addition);
  }
  addition.net += entries;
  if (entries <= 0) return;
  addition.created += entries;
  addition.space = space;
}
