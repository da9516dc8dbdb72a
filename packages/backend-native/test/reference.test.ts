import {
  type Backend,
  type Command,
  type LoadedBackend,
  memoryProvider,
  type Notice,
  type Outcome,
  type Space,
  type Transaction,
} from "@keyed-store/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectExactBooks } from "./support/recount.js";
import { scratch } from "./support/scratch.js";
import { openNative, type SyncBackend, USUAL } from "./support/store.js";

/** Few namespaces and small caps, so that they meet all the time. */
const SPACES: readonly Space[] = [
  {
    owner: "a",
    namespace: "n1",
    maxEntries: 3,
    overflow: "evict-oldest",
    maxEntriesPerOwner: 8,
    ownerOverflow: "reject",
  },
  {
    owner: "a",
    namespace: "n2",
    maxEntries: 5,
    overflow: "reject-new",
    maxEntriesPerOwner: 8,
    ownerOverflow: "reject",
  },
  {
    owner: "a",
    namespace: "n1",
    maxEntries: 2,
    overflow: "reject-new",
    maxEntriesPerOwner: 6,
    ownerOverflow: "reject",
  },
  {
    owner: "b",
    namespace: "n1",
    maxEntries: 4,
    overflow: "evict-oldest",
    maxEntriesPerOwner: 5,
    ownerOverflow: "evict-oldest",
  },
  {
    owner: "b",
    namespace: "n2",
    maxEntries: 4,
    overflow: "reject-new",
    maxEntriesPerOwner: 5,
    ownerOverflow: "evict-oldest",
  },
  {
    owner: "b",
    namespace: "n3",
    maxEntries: 5,
    overflow: "evict-oldest",
    maxEntriesPerOwner: 5,
    ownerOverflow: "evict-oldest",
  },
  {
    owner: "c",
    namespace: "n1",
    maxEntries: 30,
    overflow: "reject-new",
    maxEntriesPerOwner: Infinity,
    ownerOverflow: "reject",
  },
];

/** Versions differ between backends, so that a command names one by how it is found. */
type Wanted = "any" | "absent" | "present" | "stale";
type Plan = (backend: SyncBackend, now: number) => Command;

const space = fc.constantFrom(...SPACES);
const key = fc.constantFrom("k1", "k2", "k3", "k4", "k5", "k6", "é", "\u{1f600}");
const ttlMs = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 40 }));
const json = fc.constantFrom("1", '"two"', "[3]", "{}", "null", "false");
const wanted = fc.constantFrom<Wanted>("any", "any", "absent", "present", "stale");
const bound = fc.option(key, { nil: undefined });

const step = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), space, key, json, ttlMs, wanted }),
  fc.record({ kind: fc.constant("delete" as const), space, key, wanted }),
  fc.record({ kind: fc.constant("consume" as const), space, key }),
  fc.record({ kind: fc.constant("check" as const), space, key, wanted }),
);

const lone = fc.oneof(
  { weight: 8, arbitrary: step.filter(({ kind }) => kind !== "check") },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("touch" as const), space, key, ttlMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("get" as const), space, key }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("getMany" as const), space, keys: fc.array(key, { maxLength: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("scan" as const),
      space,
      order: fc.constant("key" as const),
      limit: fc.constantFrom(1, 3, Infinity),
      reverse: fc.boolean(),
      from: bound,
      to: bound,
      after: bound,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("scan" as const),
      space,
      order: fc.constant("age" as const),
      limit: fc.constantFrom(1, 3, Infinity),
      reverse: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("count" as const), space }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const), space }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("usage" as const), owner: fc.constantFrom("a", "b", "c", "none") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("clearOwner" as const), owner: fc.constantFrom("a", "b", "none") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("owners" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const), limit: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("restore" as const),
      space,
      records: fc.array(
        fc.record({
          key,
          json,
          createdAt: fc.integer({ min: 900, max: 1_200 }),
          expiresAt: fc.oneof(fc.constant(null), fc.integer({ min: 950, max: 1_300 })),
        }),
        { maxLength: 4 },
      ),
    }),
  },
);

const transaction = fc.oneof(
  { weight: 4, arbitrary: lone.map((command) => [command] as const) },
  {
    weight: 1,
    // The steps of one atomic() are on namespaces of one owner.
    arbitrary: fc
      .tuple(fc.constantFrom("a", "b"), fc.array(step, { minLength: 1, maxLength: 6 }))
      .map(([owner, steps]) => steps.filter(({ space: { owner: its } }) => its === owner))
      .filter((steps) => steps.length > 0),
  },
);

const scene = fc.record({
  /** How far the clock goes; it may go back. */
  tick: fc.integer({ min: -5, max: 30 }),
  batch: fc.array(transaction, { minLength: 1, maxLength: 4 }),
  reopen: fc.integer({ max: 3, min: 0 }).map((chance) => chance === 0),
});

test("KS-CAP-1 KS-CAP-2 KS-TTL-4 KS-ORDER-1 KS-ATOM-5 the kernel does what the reference does, and its books are exact", () => {
  fc.assert(
    fc.property(fc.array(scene, { minLength: 1, maxLength: 25 }), (scenes) => {
      const directory = scratch();
      const reference = (memoryProvider().load() as LoadedBackend).open({ ...USUAL, directory }) as SyncBackend;
      let native = openNative({ directory });
      let now = 1_000;
      try {
        for (const { tick, batch, reopen } of scenes) {
          now += tick;
          if (reopen) {
            native.close();
            expectExactBooks(native.databasePath);
            native = openNative({ directory });
          }
          const told = [native, reference].map((backend) =>
            outcomes(
              backend,
              batch.map((steps) => steps.map(plan)),
              now,
            ),
          );
          expect(told[0]).toEqual(told[1]);
        }
      } finally {
        native.close();
      }
      expectExactBooks(native.databasePath);
    }),
    { numRuns: 100 },
  );
});

/** A command in which a version, if it has one, is that of the backend that is to run it. */
function plan(raw: {
  readonly kind: string;
  readonly wanted?: Wanted;
  readonly space?: Space;
  readonly key?: string;
}): Plan {
  const { wanted: want, ...command } = raw;
  return (backend, now) => {
    const given = Object.fromEntries(Object.entries(command).filter(([, value]) => value !== undefined));
    if (want === undefined || want === "any")
      return (raw.kind === "check" ? { ...given, expected: null } : given) as unknown as Command;
    if (want === "absent") return (raw.kind === "delete" ? given : { ...given, expected: null }) as unknown as Command;
    const expected = want === "stale" ? 1e15 : (versionOf(backend, raw.space, raw.key, now) ?? 1e15);
    return { ...given, expected } as unknown as Command;
  };
}

function versionOf(
  backend: SyncBackend,
  where: Space | undefined,
  which: string | undefined,
  now: number,
): number | undefined {
  if (where === undefined || which === undefined) return undefined;
  const [outcome] = backend.execute([[{ kind: "get", space: where, key: which }]], () => now);
  const entry = outcome?.status === "done" ? outcome.results[0] : undefined;
  return (entry as { version: number } | undefined)?.version;
}

function outcomes(backend: Backend, batch: readonly (readonly Plan[])[], now: number): unknown[] {
  const sync = backend as SyncBackend;
  const commands = batch.map((steps) => steps.map((make) => make(sync, now)) as unknown as Transaction);
  return sync.execute(commands, () => now).map(withoutVersions);
}

/**
 * Everything of an outcome that is promised: of an error its code, of an entry all but its version. How many expired
 * rows a sweep finds is not: a backend may have removed some before, to make room.
 */
function withoutVersions(outcome: Outcome): unknown {
  if (outcome.status === "failed") return { status: "failed", code: (outcome.error as { code?: unknown }).code };
  return JSON.parse(
    JSON.stringify(outcome, (name, value: unknown) => {
      if (name === "version" || name === "removed" || name === "more") return undefined;
      return name === "notices" ? (value as Notice[]).filter(({ type }) => type !== "swept") : value;
    }),
    (name, value: unknown) => (name === "notices" && (value as unknown[]).length === 0 ? undefined : value),
  );
}
