import { DEFAULT_LIMITS } from "@keyed-store/core";
import fc from "fast-check";
import { FIRST_OWNER_COUNT, KEYS, NAMESPACES } from "./namespaces.js";
import type { AtomicStep, Expectation, ModelStep, PlainStep, StepRange, StepTarget } from "./step.js";

const key = fc.constantFrom(...KEYS);
const smallValue = fc.oneof(
  fc.constantFrom<unknown>("", 0, false, null, [], {}),
  fc.nat(99),
  fc.record({ a: fc.string({ maxLength: 3 }) }, { noNullPrototype: true }),
);
/** Small numbers that stand for long values: few enough that nearly all stay small, and not those that come up most often. */
const LENGTHS: ReadonlyMap<unknown, number> = new Map([
  [50, DEFAULT_LIMITS.maxValueBytes - '""'.length],
  [51, 500],
  [52, 1_024],
  [53, 4_096],
]);
/** Mostly small, rarely of more than a page, and still more rarely as large as can be. */
const value = smallValue.map((small) => {
  const length = LENGTHS.get(small);
  return length === undefined ? small : "x".repeat(length);
});
const ttl = fc.oneof(
  fc.constant({}),
  fc.constant({ ttlMs: null }),
  fc.record({ ttlMs: fc.integer({ min: 1, max: 40 }) }, { noNullPrototype: true }),
  fc.record({ until: fc.constantFrom(-5, 0, 1, 20, 40) }, { noNullPrototype: true }),
);
const range: fc.Arbitrary<StepRange> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({ prefix: fc.constantFrom("", "k", "ka", "k\uffff", "k\u{1f600}") }, { noNullPrototype: true }),
  fc.record({ from: key, to: key }, { noNullPrototype: true, requiredKeys: [] }),
);
const by = fc.constantFrom(1, 1, -1, 0.5, Number.MAX_SAFE_INTEGER);
const handle = fc.constantFrom(0 as const, 1 as const);
const owner = fc.constantFrom(...new Set(NAMESPACES.map((rules) => rules.owner)));

function createTargetArbitrary(synchronous: boolean): fc.Arbitrary<StepTarget> {
  const api: fc.Arbitrary<StepTarget["api"]> = synchronous ? fc.constantFrom("async", "sync") : fc.constant("async");
  return fc.record({ namespaceIndex: fc.nat(NAMESPACES.length - 1), handle, api }, { noNullPrototype: true });
}

function createPlainStepArbitraries(target: fc.Arbitrary<StepTarget>): fc.Arbitrary<PlainStep>[] {
  const keyed = fc.record({ at: target, key }, { noNullPrototype: true });
  const arbitraryWrite = (written: fc.Arbitrary<unknown>) =>
    fc.tuple(keyed, written, ttl).map(([where, given, options]) => ({ ...where, value: given, ...options }));
  const writing = arbitraryWrite(value);
  const onKey: fc.Arbitrary<PlainStep> = fc
    .tuple(
      fc.constantFrom("lookup" as const, "lookupEntry" as const, "consume" as const, "delete" as const, "has" as const),
      keyed,
    )
    .map(([kind, where]) => ({ kind, ...where }));
  return [
    fc
      .tuple(fc.constantFrom("register" as const, "registerIfAbsent" as const), writing)
      .map(([kind, step]) => ({ kind, ...step })),
    writing.map((step) => ({ kind: "register", ...step })),
    // It makes the value larger than it is.
    arbitraryWrite(smallValue).map((step) => ({ kind: "update", ...step })),
    fc
      .tuple(fc.constantFrom("write" as const, "write" as const, "delete" as const, "leave" as const), writing)
      .map(([does, step]) => ({ kind: "modify", does, ...step })),
    fc.tuple(keyed, by, ttl).map(([where, added, options]) => ({ kind: "increment", ...where, by: added, ...options })),
    fc.tuple(keyed, ttl).map(([where, options]) => ({ kind: "touch", ...where, ...options })),
    onKey,
    onKey,
    onKey,
    fc.tuple(target, fc.array(key, { maxLength: 4 })).map(([where, keys]) => ({ kind: "lookupMany", at: where, keys })),
    target.map((where) => ({ kind: "entries", at: where })),
    fc.tuple(target, range).map(([where, of]) => ({ kind: "count", at: where, range: of })),
  ];
}

function createAtomicStepArbitrary(): fc.Arbitrary<AtomicStep> {
  const where = fc.record({ namespaceIndex: fc.nat(FIRST_OWNER_COUNT - 1), key }, { noNullPrototype: true });
  const expected = fc.constantFrom<Expectation>("current", "current", "stale", "absent");
  return fc.oneof(
    fc
      .tuple(where, value, ttl)
      .map(([at, written, options]): AtomicStep => ({ kind: "register", ...at, value: written, ...options })),
    fc
      .tuple(fc.constantFrom("delete" as const, "consume" as const), where)
      .map(([kind, at]): AtomicStep => ({ kind, ...at })),
    fc.tuple(where, expected).map(([at, wanted]): AtomicStep => ({ kind: "check", ...at, expected: wanted })),
    fc
      .tuple(where, by, ttl)
      .map(([at, added, options]): AtomicStep => ({ kind: "increment", ...at, by: added, ...options })),
    fc.tuple(where, ttl).map(([at, options]): AtomicStep => ({ kind: "touch", ...at, ...options })),
  );
}

/** Arbitrary steps; those named more than once come up more often. */
export function createStepArbitraries(synchronous: boolean): fc.Arbitrary<ModelStep>[] {
  const at = createTargetArbitrary(synchronous);
  const keyed = fc.record({ at, key }, { noNullPrototype: true });
  const plain = createPlainStepArbitraries(at);
  const together = createPlainStepArbitraries(createTargetArbitrary(false));
  const listing = fc
    .record(
      {
        at,
        kind: fc.constantFrom("iterate" as const, "keys" as const),
        order: fc.constantFrom("age" as const, "key" as const, "key" as const),
        reverse: fc.boolean(),
        limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        range,
      },
      { noNullPrototype: true },
    )
    .map((step): ModelStep => ({ ...step, range: step.order === "key" ? step.range : {} }));
  return [
    ...plain,
    ...plain,
    fc
      .tuple(keyed, fc.constantFrom<Expectation>("current", "stale", "absent"), value)
      .map(([where, expected, written]): ModelStep => ({ kind: "compareAndSet", ...where, expected, value: written })),
    fc
      .tuple(
        fc.constantFrom("deleteVersion" as const, "touchVersion" as const),
        keyed,
        fc.constantFrom("current" as const, "stale" as const),
      )
      .map(([kind, where, expected]): ModelStep => ({ kind, ...where, expected })),
    listing,
    listing,
    listing,
    at.map((where): ModelStep => ({ kind: "lookupOldest", at: where })),
    fc
      .array(fc.oneof(...together), { minLength: 2, maxLength: 6 })
      .map((all): ModelStep => ({ kind: "together", steps: all })),
    fc
      .tuple(handle, fc.array(createAtomicStepArbitrary(), { minLength: 1, maxLength: 6 }))
      .map(([through, all]): ModelStep => ({ kind: "atomic", handle: through, steps: all })),
    fc.tuple(handle, owner).map(([through, of]): ModelStep => ({ kind: "usage", handle: through, owner: of })),
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.tuple(at, range).map(([where, of]): ModelStep => ({ kind: "clear", at: where, range: of })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(handle, owner)
          .map(([through, of]): ModelStep => ({ kind: "clearOwner", handle: through, owner: of })),
      },
    ),
    fc
      .tuple(fc.constantFrom("owners" as const, "flush" as const), handle)
      .map(([kind, through]): ModelStep => ({ kind, handle: through })),
    fc
      .tuple(handle, fc.integer({ min: 1, max: 5 }))
      .map(([through, limit]): ModelStep => ({ kind: "sweep", handle: through, limit })),
    fc.constantFrom(1, 5, 10, 20, 30, 31, -1, -15).map((milliseconds): ModelStep => ({ kind: "clock", milliseconds })),
    fc.constantFrom(1, 9, 10, 11, -40).map((milliseconds): ModelStep => ({ kind: "clock", milliseconds })),
    fc
      .tuple(
        fc.constantFrom("wide" as const, "wide" as const, "narrow" as const),
        fc.constantFrom("reject" as const, "evict-oldest" as const),
      )
      .map(([caps, ownerOverflow]): ModelStep => ({ kind: "reopen", caps, ownerOverflow })),
  ];
}
