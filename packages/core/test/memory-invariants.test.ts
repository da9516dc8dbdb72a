import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "../src/backend/command.js";
import type { NamespaceRef } from "../src/backend/namespace-ref.js";
import type { Transaction } from "../src/backend/transaction.js";
import { Memory, space } from "./support/memory.js";

const RULES = { maxEntriesPerOwner: 6 } as const;
const NAMESPACES: readonly NamespaceRef[] = [
  space("evicts", { ...RULES, maxEntries: 3, ownerOverflow: "evict-oldest" }),
  space("refuses", { ...RULES, maxEntries: 4, ownerOverflow: "evict-oldest", overflow: "reject-new" }),
  space("also", { ...RULES, maxEntries: 4, ownerOverflow: "evict-oldest" }),
  space("evicts", { ...RULES, maxEntries: 3, owner: "p" }),
  space("refuses", { ...RULES, maxEntries: 4, owner: "p", overflow: "reject-new" }),
];

const anyNamespace = fc.constantFrom(...NAMESPACES);
const key = fc.constantFrom("a", "b", "c", "d", "e");
const expiry = fc.oneof(
  fc.record({ ttlMs: fc.option(fc.integer({ min: 1, max: 6 })) }),
  fc.record({ expiresAt: fc.integer({ min: 990, max: 1_020 }) }),
);
const aPut = (to: fc.Arbitrary<NamespaceRef>): fc.Arbitrary<Command> =>
  fc.record({
    kind: fc.constant("put" as const),
    ref: to,
    key,
    json: fc.constantFrom("1", "broken{"),
    expiry,
  });
const step = (to: fc.Arbitrary<NamespaceRef>): fc.Arbitrary<Command> =>
  fc.oneof(
    { weight: 4, arbitrary: aPut(to) },
    fc.record({ kind: fc.constant("delete" as const), ref: to, key }),
    fc.record({ kind: fc.constant("consume" as const), ref: to, key }),
    fc.record({ kind: fc.constant("check" as const), ref: to, key, expected: fc.option(fc.nat(30)) }),
  );
const transaction: fc.Arbitrary<Transaction> = fc.oneof(
  { weight: 4, arbitrary: aPut(anyNamespace).map((command): Transaction => [command]) },
  step(anyNamespace).map((command): Transaction => [command]),
  fc
    .array(step(fc.constantFrom(...NAMESPACES.slice(0, 3))), { minLength: 1, maxLength: 6 })
    .map((steps) => steps as unknown as Transaction), // it has one at least
  fc
    .record({ kind: fc.constant("touch" as const), ref: anyNamespace, key, expiry })
    .map((command): Transaction => [command]),
  fc.record({ kind: fc.constant("clear" as const), ref: anyNamespace }).map((command): Transaction => [command]),
  fc
    .record({ kind: fc.constant("sweep" as const), limit: fc.integer({ min: 1, max: 3 }) })
    .map((c): Transaction => [c]),
);

describe("whatever is done to the memory backend", () => {
  it("KS-CAP-1 KS-CAP-2 KS-ORDER-1 KS-ORDER-2 KS-ATOM-2 caps hold, order and versions go up, a refusal changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(transaction, fc.integer({ min: -3, max: 5 })), { maxLength: 60 }), (history) => {
        const memory = new Memory();
        let newest = 0;
        for (const [steps, pause] of history) {
          memory.at = Math.max(1, memory.at + pause);
          const before = state(memory);
          const outcome = memory.run(...steps);
          const after = state(memory);
          if (outcome.status !== "done") expect(after).toEqual(before);
          if (outcome.status === "done" && steps.some(({ kind }) => kind === "put")) expectCaps(before, after);
          const versions = after.flat().map(({ version }) => version);
          const written = versions.filter((version) => !before.flat().some((entry) => entry.version === version));
          if (pause >= 0) expect(Math.min(...written, Number.POSITIVE_INFINITY)).toBeGreaterThan(newest);
          newest = Math.max(newest, ...versions);
          for (const entries of after) expectOrder(entries);
        }
      }),
      { numRuns: 300 },
    );
  });
});

type State = ReturnType<typeof state>;

/** The live entries of each namespace. */
function state(memory: Memory) {
  return NAMESPACES.map((of) => [...memory.entries(of)]);
}

/** A namespace or owner that grew is within its cap; the clock stands still meanwhile, so that nothing revives. */
function expectCaps(before: State, after: State): void {
  for (const [i, { maxEntries }] of NAMESPACES.entries()) {
    const live = after[i]?.length ?? 0;
    if (live > (before[i]?.length ?? 0)) expect(live).toBeLessThanOrEqual(maxEntries);
  }
  for (const owner of ["o", "p"]) {
    const sizeIn = (of: State) => of.filter((_, i) => NAMESPACES[i]?.owner === owner).flat().length;
    if (sizeIn(after) > sizeIn(before)) expect(sizeIn(after)).toBeLessThanOrEqual(RULES.maxEntriesPerOwner);
  }
}

function expectOrder(entries: State[number]): void {
  for (const [i, entry] of entries.entries()) {
    const earlier = entries[i - 1];
    if (earlier === undefined) continue;
    expect(entry.version).toBeGreaterThan(earlier.version);
  }
}
