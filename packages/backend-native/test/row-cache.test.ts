import type { NamespaceRef, Outcome, StoredEntry } from "@keyed-store/core";
import type { SqliteConnection } from "@keyed-store/sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRowCache, type RowCache } from "../../sqlite/dist/kernel/cache/row-cache.js";
import { createKernel, type Kernel } from "../../sqlite/dist/kernel/kernel.js";
import { loadDriver } from "../dist/load-driver.js";
import { commandsOf, type Play, playsInAnyTime } from "./support/scenes.js";
import { scratch } from "./support/scratch.js";
import { openNative } from "./support/store.js";

type CreateRows = typeof createRowCache;

/** What is done between the commits of the kernel under test. */
type Others = "nobody else" | "another connection commits" | "another connection commits while it is closed";

const WHO: readonly Others[] = [
  "nobody else",
  "another connection commits",
  "another connection commits while it is closed",
];

/** None, a few rows, all rows. */
const CACHE_BYTES = fc.constantFrom(0, 6_000, 1_000_000);

const KEYS = ["k1", "k2", "k3", "k4", "k5", "k6", "é", "\u{1f600}", "fresh-1", "fresh-2", "fresh-3", "none"];

test.each(WHO)("KS-ATOM-8 %s: with a cache of any size all is read as the file has it", (others) => {
  fc.assert(
    fc.property(playsInAnyTime(20), CACHE_BYTES, (play, cacheBytes) => perform(play, others, cacheBytes)),
    { numRuns: 60 },
  );
});

const RIGHT: CreateRows = createRowCache;

/** A cache that leaves something out. */
const leavingOut =
  (...left: readonly (keyof RowCache)[]): CreateRows =>
  (...options) => ({ ...RIGHT(...options), ...Object.fromEntries(left.map((name) => [name, () => undefined])) });

/** A cache that keeps the first row that it was given. */
const notOverwriting: CreateRows = (...options) => {
  const right = RIGHT(...options);
  const store: RowCache["store"] = (namespaceId, key, row) => {
    if (right.find(namespaceId, key) === undefined) right.store(namespaceId, key, row);
  };
  return { ...right, store };
};

const notJudgingExpiry: CreateRows = (...options) => {
  const right = RIGHT(...options);
  const find: RowCache["find"] = (...address) => {
    const row = right.find(...address);
    return row && { ...row, expiresAt: null };
  };
  return { ...right, find };
};

/** One cache for all connections. */
function outlivingItsConnection(): CreateRows {
  let rows: RowCache | undefined;
  return (...options) => (rows ??= RIGHT(...options));
}

const MUTANTS: readonly [name: string, others: Others, createRows: CreateRows, isAlone?: boolean][] = [
  ["the commit of another connection is not noticed", "another connection commits", RIGHT, true],
  ["the commit of another connection drops nothing", "another connection commits", leavingOut("clear")],
  ["what is rolled back stays", "nobody else", leavingOut("clear")],
  ["it outlives its connection", "another connection commits while it is closed", outlivingItsConnection(), true],
  ["expiry is not judged", "nobody else", notJudgingExpiry],
  ["what a touch changed stays", "nobody else", leavingOut("drop")],
  ["what was written over stays", "nobody else", notOverwriting],
  ["what was cleared stays", "nobody else", leavingOut("dropNamespace")],
  ["what was evicted stays", "nobody else", leavingOut("onOldestDeleted")],
  ["what was removed when it had expired comes back with the clock", "nobody else", leavingOut("onExpiredDeleted")],
];

test.each(MUTANTS)("KS-ATOM-8 control: %s, and it shows", (_name, others, createRows, isAlone) => {
  const property = fc.property(playsInAnyTime(20), (play) => perform(play, others, 1_000_000, createRows, isAlone));
  expect(fc.check(property, { numRuns: 200, endOnFailure: true }).failed).toBe(true);
});

/** A kernel on a connection of its own. */
interface Connected {
  readonly connection: SqliteConnection;
  readonly kernel: Kernel;
}

/** Plays it on a kernel with a cache, and after each commit compares what it reads with what one without a cache reads. */
function perform(
  { spaces, scenes }: Play,
  others: Others,
  cacheBytes: number,
  createRows: CreateRows = RIGHT,
  isAlone = false,
): void {
  const path = emptyStore();
  const connect = (bytes: number, rows: CreateRows): Connected => {
    const connection = loadDriver().open({ path, readOnly: false });
    return { connection, kernel: createKernel(connection, { cacheBytes: bytes, isAlone: bytes > 0 && isAlone }, rows) };
  };
  const witness = connect(0, RIGHT);
  let mine = connect(cacheBytes, createRows);
  let now = 1_000;
  try {
    for (const { tick, batch, reopen } of scenes) {
      now += tick;
      const closes = reopen && others === "another connection commits while it is closed";
      if (closes) mine.connection.close();
      const isTheirs = closes || (reopen && others === "another connection commits");
      const { kernel } = isTheirs ? witness : mine;
      const version = (ref: NamespaceRef, key: string): number | undefined => get(witness, ref, key, now)?.version;
      kernel.execute(
        batch.map((drafts) => commandsOf(drafts, spaces, version)),
        () => now,
      );
      if (closes) mine = connect(cacheBytes, createRows);
      compare(mine, witness, spaces, now);
    }
  } finally {
    mine.connection.close();
    witness.connection.close();
  }
}

/** Each key twice: when it is read the second time, it is cached. */
function compare(mine: Connected, witness: Connected, spaces: readonly NamespaceRef[], now: number): void {
  for (const ref of spaces) {
    const right = KEYS.map((key) => get(witness, ref, key, now));
    expect(KEYS.map((key) => get(mine, ref, key, now))).toEqual(right);
    expect(KEYS.map((key) => get(mine, ref, key, now))).toEqual(right);
    expect(resultOf(mine.kernel.execute([[{ kind: "getMany", ref, keys: KEYS }]], () => now))).toEqual(right);
  }
}

function get({ kernel }: Connected, ref: NamespaceRef, key: string, now: number): StoredEntry | undefined {
  return resultOf(kernel.execute([[{ kind: "get", ref, key }]], () => now)) as StoredEntry | undefined;
}

function resultOf([outcome]: readonly Outcome[]): unknown {
  if (outcome?.status === "done") return outcome.results[0];
  throw new Error("A read failed.");
}

/** The path of a store in a directory of its own. */
function emptyStore(): string {
  const store = openNative({ directory: scratch() });
  store.close();
  return store.databasePath;
}
