import type { Command, NamespaceRef, Transaction } from "@keyed-store/core";
import fc from "fast-check";

const ref = (owner: string, namespace: string, rules: Partial<NamespaceRef>): NamespaceRef => ({
  owner,
  namespace,
  overflow: "evict-oldest",
  maxEntries: 3,
  maxEntriesPerOwner: Number.POSITIVE_INFINITY,
  ownerOverflow: "reject",
  ...rules,
});

/** Namespaces with small caps of every kind. A run keeps to a few of them, so that what it does meets. */
const SPACES: readonly NamespaceRef[] = [
  ref("a", "n1", { maxEntriesPerOwner: 8 }),
  ref("a", "n2", { maxEntries: 5, maxEntriesPerOwner: 8, overflow: "reject-new" }),
  ref("a", "n1", { maxEntries: 2, maxEntriesPerOwner: 6, overflow: "reject-new" }),
  ref("b", "n1", { maxEntries: 4, maxEntriesPerOwner: 5, ownerOverflow: "evict-oldest" }),
  ref("b", "n2", { maxEntries: 4, maxEntriesPerOwner: 5, ownerOverflow: "evict-oldest", overflow: "reject-new" }),
  ref("b", "n3", { maxEntries: 5, maxEntriesPerOwner: 5, ownerOverflow: "evict-oldest" }),
  ref("c", "n1", { maxEntries: 7, overflow: "reject-new" }),
  ref("d", "n1", { maxEntries: 2 }),
  ref("d", "n2", {}),
  ref("e", "n1", { maxEntries: 4 }),
];

/** Versions differ between backends, so that a command names one by how it is found. */
export type Wanted = "any" | "absent" | "present" | "stale";

/** A command whose namespace is a place in the run's list of them, and whose version is still to be found. */
export type Draft = {
  readonly kind: Command["kind"];
  readonly place?: number;
  readonly wanted?: Wanted;
  readonly key?: string;
};

/** One commit at one time. */
export interface Scene {
  /** How far the clock goes; back, where less than 0. */
  readonly tick: number;
  readonly batch: readonly (readonly Draft[])[];
  /** Whether the store is closed and opened before. */
  readonly reopen: boolean;
}

/** What a run does, and where. */
export interface Play {
  readonly spaces: readonly NamespaceRef[];
  /**
   * Whether entries expire, in which case the clock only goes forward: what expired may be removed at any time, so that
   * whether it is there for a clock that steps back is not promised.
   */
  readonly expiring: boolean;
  readonly scenes: readonly Scene[];
}

const place = fc.nat({ max: 5 });
const key = fc.constantFrom("k1", "k2", "k3", "k4", "k5", "k6", "é", "\u{1f600}");
const expiry = fc.oneof(
  fc.record({ ttlMs: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 40 })) }),
  fc.record({ expiresAt: fc.integer({ min: 950, max: 1_300 }) }),
);
const by = fc.constantFrom(1, -1, 0.5, Number.MAX_SAFE_INTEGER);
const json = fc.constantFrom("1", '"two"', "[3]", "{}", "null", "false");
const wanted = fc.constantFrom<Wanted>("any", "any", "any", "absent", "present", "stale");
const bound = fc.option(key, { nil: undefined });
const limit = fc.constantFrom(1, 3, Number.POSITIVE_INFINITY);

const draft = <Kind extends Command["kind"], Rest>(
  kind: Kind,
  rest: { [Name in keyof Rest]: fc.Arbitrary<Rest[Name]> },
) => fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<Draft>;

const step: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 6, arbitrary: draft("put", { place, key, json, expiry, wanted }) },
  { weight: 1, arbitrary: draft("delete", { place, key, wanted }) },
  { weight: 1, arbitrary: draft("consume", { place, key }) },
  { weight: 2, arbitrary: draft("increment", { place, key, by, expiry }) },
  { weight: 1, arbitrary: draft("touch", { place, key, expiry, wanted }) },
);

const record = fc.record({
  key,
  json,
  createdAt: fc.integer({ min: 900, max: 1_200 }),
  expiresAt: fc.oneof(fc.constant(null), fc.integer({ min: 950, max: 1_300 })),
});

const other: fc.Arbitrary<Draft> = fc.oneof(
  draft("replace", { place, key, json, expiry, wanted: fc.constantFrom<Wanted>("absent", "present", "stale") }),
  draft("get", { place, key }),
  draft("getMany", { place, keys: fc.array(key, { maxLength: 4 }) }),
  draft("scan", {
    place,
    order: fc.constant("key"),
    limit,
    reverse: fc.boolean(),
    from: bound,
    to: bound,
    after: bound,
  }),
  draft("scan", { place, order: fc.constant("age"), limit, reverse: fc.boolean() }),
  draft("count", { place }),
  draft("clear", { place }),
  draft("usage", { owner: fc.constantFrom("a", "b", "c", "d", "none") }),
  draft("clearOwner", { owner: fc.constantFrom("a", "b", "c", "d", "none") }),
  draft("owners", {}),
  draft("sweep", { limit: fc.integer({ min: 1, max: 4 }) }),
  draft("restore", { place, records: fc.array(record, { maxLength: 4 }) }),
);

const atomicStep = fc.oneof(
  { weight: 6, arbitrary: step },
  { weight: 1, arbitrary: draft("check", { place, key, wanted }) },
);

const transaction: fc.Arbitrary<readonly Draft[]> = fc.oneof(
  { weight: 8, arbitrary: step.map((one) => [one]) },
  { weight: 3, arbitrary: other.map((one) => [one]) },
  { weight: 2, arbitrary: fc.array(atomicStep, { minLength: 1, maxLength: 6 }) },
);

/** Writes that one statement could do: mostly of new keys, through one handle. */
const volley: fc.Arbitrary<readonly (readonly Draft[])[]> = place.chain((where) => {
  const fresh = fc.nat({ max: 60 }).map((n) => `fresh-${n}`);
  const keys = fc.oneof({ weight: 30, arbitrary: fresh }, { weight: 1, arbitrary: key });
  const there = { place: fc.constant(where), key: keys, expiry };
  const max = fc.constantFrom(undefined, undefined, undefined, 2);
  const one = fc.oneof(
    draft("put", { ...there, json, wanted: fc.constant<Wanted>("any") }),
    draft("increment", { ...there, by: fc.oneof({ weight: 20, arbitrary: fc.nat({ max: 3 }) }, by), max }),
  );
  return fc.array(
    one.map((drafts) => [drafts]),
    { minLength: 10, maxLength: 25, size: "max" },
  );
});

const scene: fc.Arbitrary<Scene> = fc.record({
  tick: fc.integer({ min: -20, max: 30 }),
  batch: fc.oneof(
    { weight: 5, arbitrary: fc.array(transaction, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: volley },
    {
      weight: 2,
      arbitrary: fc.tuple(volley, fc.array(transaction, { maxLength: 2 }), volley).map((parts) => parts.flat()),
    },
  ),
  reopen: fc.nat({ max: 7 }).map((chance) => chance === 0),
});

/** Runs of up to `most` commits. */
export function plays(most: number): fc.Arbitrary<Play> {
  return playsInAnyTime(most).map((play) => (play.expiring ? withoutGoingBack(play) : withoutExpiry(play)));
}

/** Runs in which entries expire and the clock also goes back, whatever they say of it. */
export function playsInAnyTime(most: number): fc.Arbitrary<Play> {
  return fc.record({
    spaces: fc.shuffledSubarray([...SPACES], { minLength: 1, maxLength: 4 }),
    expiring: fc.boolean(),
    scenes: fc.array(scene, { minLength: 1, maxLength: most, size: "max" }),
  });
}

function withoutGoingBack(play: Play): Play {
  return { ...play, scenes: play.scenes.map((one) => ({ ...one, tick: Math.abs(one.tick) })) };
}

function withoutExpiry(play: Play): Play {
  const never = (name: string, value: unknown): unknown =>
    name === "expiry" ? { ttlMs: null } : name === "expiresAt" ? null : value;
  const forget = (one: Draft): Draft => (one.kind === "scan" ? one : JSON.parse(JSON.stringify(one), never));
  return {
    ...play,
    scenes: play.scenes.map((one) => ({ ...one, batch: one.batch.map((drafts) => drafts.map(forget)) })),
  };
}

/** Makes a command of a draft. The steps of one `atomic()` are on namespaces of one owner, which the first one names. */
export function commandsOf(
  drafts: readonly Draft[],
  spaces: readonly NamespaceRef[],
  versionOf: (ref: NamespaceRef, key: string) => number | undefined,
): Transaction {
  const at = (index: number): NamespaceRef => spaces[index % spaces.length] as NamespaceRef;
  const owner = at(drafts[0]?.place ?? 0).owner;
  const own = spaces.filter((candidate) => drafts.length === 1 || candidate.owner === owner);
  const commands = drafts.map(({ place: index = 0, wanted: want, ...rest }) => {
    const where = drafts.length === 1 ? at(index) : (own[index % own.length] as NamespaceRef);
    return { ...defined(rest), ref: where, ...expectation(rest.kind, want, () => versionOf(where, rest.key ?? "")) };
  });
  // What is drafted is what the commands demand, member by member.
  return commands as unknown as Transaction;
}

function expectation(
  kind: string,
  want: Wanted | undefined,
  version: () => number | undefined,
): { expected?: number | null } {
  if (want === "stale") return { expected: 1e15 };
  if (want === "present") return { expected: version() ?? 1e15 };
  if (kind === "check" || (want === "absent" && (kind === "put" || kind === "replace"))) return { expected: null };
  return {};
}

function defined<Members extends object>(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}
