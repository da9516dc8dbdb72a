import {
  type Answer,
  findNonLinearizablePrefix,
  type KeyOperation,
  type RecordedOperation,
} from "@keyed-store/conformance";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const key = "k";
const register = (value: string): KeyOperation => ({ kind: "register", key, value });
const claim = (value: string): KeyOperation => ({ kind: "registerIfAbsent", key, value });
const lookup: KeyOperation = { kind: "lookup", key };
const consume: KeyOperation = { kind: "consume", key };
const remove: KeyOperation = { kind: "delete", key };

const happened = (operation: KeyOperation, issued: number, at: number, answer: Answer): RecordedOperation => ({
  operation,
  issued,
  answered: { at, answer },
});
const unanswered = (operation: KeyOperation, issued: number): RecordedOperation => ({ operation, issued });

const GOOD: readonly (readonly [title: string, history: readonly RecordedOperation[]])[] = [
  ["nothing", []],
  [
    "one after another",
    [
      happened(register("a"), 0, 1, true),
      happened(lookup, 2, 3, "a"),
      happened(consume, 4, 5, "a"),
      happened(lookup, 6, 7, null),
    ],
  ],
  [
    "a read beside a write sees the one before",
    [happened(register("a"), 0, 9, true), happened(lookup, 1, 2, null), happened(lookup, 3, 4, "a")],
  ],
  [
    "two claims at once, and the one issued last wins",
    [happened(claim("a"), 0, 9, false), happened(claim("b"), 1, 8, true), happened(lookup, 10, 11, "b")],
  ],
  ["a killed write is there", [unanswered(register("a"), 0), happened(lookup, 5, 6, "a")]],
  ["a killed write is not there", [unanswered(register("a"), 0), happened(lookup, 5, 6, null)]],
  [
    "a killed write comes late",
    [unanswered(register("a"), 0), happened(lookup, 5, 6, null), happened(lookup, 7, 8, "a")],
  ],
  [
    "a killed consume took it",
    [happened(register("a"), 0, 1, true), unanswered(consume, 2), happened(consume, 3, 4, null)],
  ],
  [
    "a delete that found something, beside a consume that did not",
    [happened(register("a"), 0, 1, true), happened(consume, 2, 9, null), happened(remove, 3, 8, true)],
  ],
];

const BAD: readonly (readonly [title: string, history: readonly RecordedOperation[]])[] = [
  ["a lost write", [happened(register("a"), 0, 1, true), happened(lookup, 2, 3, null)]],
  ["a value from nowhere", [happened(lookup, 0, 1, "a")]],
  ["a value before it was written", [happened(lookup, 0, 1, "a"), happened(register("a"), 2, 3, true)]],
  ["two winners of one claim", [happened(claim("a"), 0, 5, true), happened(claim("b"), 1, 6, true)]],
  [
    "two consumers of one value",
    [happened(register("a"), 0, 1, true), happened(consume, 2, 9, "a"), happened(consume, 3, 8, "a")],
  ],
  [
    "a write that comes and goes",
    [unanswered(register("a"), 0), happened(lookup, 1, 2, "a"), happened(lookup, 3, 4, null)],
  ],
  [
    "an old value comes back",
    [
      happened(register("a"), 0, 1, true),
      happened(register("b"), 2, 3, true),
      happened(lookup, 4, 5, "b"),
      happened(lookup, 6, 7, "a"),
    ],
  ],
  [
    "a killed write that was written over in the past",
    [unanswered(register("a"), 4), happened(register("b"), 0, 1, true), happened(lookup, 2, 3, "a")],
  ],
];

describe("KS-ATOM-1 the checker of histories", () => {
  test.each(GOOD)("explains %s", (_title, history) => {
    expect(findNonLinearizablePrefix(history)).toEqual([]);
  });

  test.each(BAD)("does not explain %s", (_title, history) => {
    expect(findNonLinearizablePrefix(history)).not.toEqual([]);
  });

  test("names the shortest beginning that cannot be explained", () => {
    const bad = [happened(register("a"), 0, 1, true), happened(lookup, 2, 3, null)];
    const after = Array.from({ length: 50 }, (_, i) => happened(register(`${i}`), 10 + i, 10.5 + i, true));
    expect(findNonLinearizablePrefix([...after, ...bad])).toEqual(bad);
  });

  test("explains what really happened, with any overlap and any deaths, and finds a changed answer", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.nat(), (steps, chosen) => {
        const history = played(steps);
        expect(findNonLinearizablePrefix(history)).toEqual([]);
        // What was never written is never read.
        const readers = history.filter(({ operation, answered }) => answered && /lookup|consume/.test(operation.kind));
        const liar = readers[chosen % Math.max(1, readers.length)];
        if (liar?.answered === undefined) return;
        const lie = { ...liar, answered: { ...liar.answered, answer: "never written" } };
        expect(findNonLinearizablePrefix(history.map((one) => (one === liar ? lie : one)))).not.toEqual([]);
      }),
    );
  });
});

/** Operations take effect at whole times one after another; each is issued some time before and answered some after. */
const step = fc.record({
  kind: fc.constantFrom(
    "register" as const,
    "registerIfAbsent" as const,
    "lookup" as const,
    "consume" as const,
    "delete" as const,
  ),
  early: fc.double({ min: 0.1, max: 6, noNaN: true }),
  late: fc.double({ min: 0.1, max: 6, noNaN: true }),
  killed: fc.nat(9).map((dice) => dice === 0),
});

function played(
  steps: readonly { kind: KeyOperation["kind"]; early: number; late: number; killed: boolean }[],
): RecordedOperation[] {
  let value: string | null = null;
  return steps.map(({ kind, early, late, killed }, time) => {
    const operation: KeyOperation =
      kind === "register" || kind === "registerIfAbsent" ? { kind, key, value: `v${time}` } : { kind, key };
    const before: string | null = value;
    let answer: Answer = before;
    if (operation.kind === "register") [value, answer] = [operation.value, true];
    else if (operation.kind === "registerIfAbsent") [value, answer] = [before ?? operation.value, before === null];
    else if (operation.kind === "consume") value = null;
    else if (operation.kind === "delete") [value, answer] = [null, before !== null];
    return killed ? unanswered(operation, time - early) : happened(operation, time - early, time + late, answer);
  });
}
