import { computeSpeedRatio, computeSpread, median } from "@keyed-store/conformance/bench";
import { least, most, time } from "./aim-kinds.mjs";

/*
 * What was to be reached in one run. Where it is not, `why` says what a profile shows. A ratio counts times as
 * fast, unless it is a growth, which is to be small.
 */

const fast = (one, other) => computeSpeedRatio(one.wall, other.wall);
/** Operations of one store against each other; none where the results that are kept are older than the operation. */
const within = (stores, one, other) =>
  one in stores && other in stores ? fast(stores[one], stores[other]) : undefined;
const growth = ({ growth }, operation, raw) => {
  const [small, large] = [1_000, growth.sizes.at(-1)];
  const cost = (name) => median(growth.samples[name].wall);
  const own = cost(`native, ${large}: ${operation}`) / cost(`native, ${small}: ${operation}`);
  return { median: own / (cost(`raw, ${large}: ${raw}`) / cost(`raw, ${small}: ${raw}`)) };
};
/** The store against the one of some others that comes closest to it, or passes it. */
const closest = ({ rivals }, operation, names) => {
  const samples = rivals.samples.process;
  const ratios = names
    .map((name) => samples[`${name}: ${operation}`])
    .filter((sample) => sample !== undefined)
    .map((sample) => fast(samples[`keyed-store, native: ${operation}`], sample));
  return ratios.sort((one, other) => one.median - other.median)[0];
};
/** The store on a page against the one of some others there that comes closest to it, or passes it. */
const closestOnPage = ({ browser }, durability, operation) => {
  const samples = browser.samples[durability];
  return PAGE_PEERS.map((name) => samples[`${name}: ${operation}`])
    .filter((sample) => sample !== undefined)
    .map((sample) => fast(samples[`keyed-store: ${operation}`], sample))
    .sort((one, other) => one.median - other.median)[0];
};
const grown = (runs) => ({ median: median(runs.map(([before, after]) => after / before)) });
const BARE_TABLE = "better-sqlite3, a bare table";
const BARE = "bare better-sqlite3";
const PEERS = ["Keyv, SQLite", "unstorage, SQLite", "classic-level"];
const PAGE_PEERS = ["IndexedDB", "idb-keyval", "sqlite-wasm, as it ships"];

export const AIMS = [
  {
    what: "native: `register` that evicts, of 1,000 ÷ a bare upsert of better-sqlite3 in its own transaction",
    ...least(0.6),
    reached: ({ foundation }) => fast(foundation[1000]["store: register, new key"], foundation[1000]["raw upsert"]),
    why: "writes-one-by-one",
  },
  {
    what: "native: the same, 100 in flight ÷ the same upsert",
    ...least(2.8),
    reached: ({ foundation }) =>
      fast(foundation[1000]["store: register, 100 in flight"], foundation[1000]["raw upsert"]),
    why: "writes-in-flight",
  },
  {
    what: "wasm: `register` over present keys, 100 in flight ÷ a bare upsert of better-sqlite3 in its own transaction",
    ...least(2.5),
    reached: ({ rivals: { samples } }) =>
      fast(samples.process["keyed-store, wasm: set, 100 in flight"], samples.process[`${BARE_TABLE}: set at once`]),
    why: "writes-in-flight",
  },
  {
    what: "native: `lookup` of what was used lately, synchronous ÷ a bare get and `JSON.parse`",
    ...least(1.5),
    reached: ({ foundation }) => fast(foundation[1000]["store: lookup"], foundation[1000]["raw get and parse"]),
    why: "lookups",
  },
  {
    what: "native: `lookup`, awaited ÷ the same",
    ...least(1.1),
    reached: ({ foundation }) =>
      fast(foundation[1000]["store: lookup, awaited"], foundation[1000]["raw get and parse"]),
    why: "lookups",
  },
  {
    what: "wasm: `lookup` of what was used lately, synchronous ÷ the same get of better-sqlite3",
    ...least(2.5),
    reached: ({ rivals: { samples } }) =>
      fast(samples.process["keyed-store, wasm: get at once"], samples.process[`${BARE_TABLE}: get at once`]),
    why: "lookups",
  },
  {
    what: "native: `entries` of 1,000 ÷ a bare `all()` and `JSON.parse` of each",
    ...least(1.2),
    reached: ({ foundation }) => fast(foundation[1000]["store: entries"], foundation[1000]["raw all and parse"]),
    why: "entries",
  },
  {
    what: "a write at 1,000,000 entries ÷ at 1,000, over the bare table's own growth",
    ...most(1.2),
    reached: (results) => growth(results, "register, new key", "upsert"),
    why: "growth",
  },
  {
    what: "a lookup at 1,000,000 entries ÷ at 1,000, over the bare table's own growth",
    ...most(1.2),
    reached: (results) => growth(results, "lookup", "get and parse"),
    why: "growth",
  },
  {
    what: "a write of 1,000 ÷ the same rules by counting on each write",
    ...least(8),
    reached: ({ foundation }) =>
      fast(foundation[1000]["store: register, new key"], foundation[1000]["register by counting"]),
    why: "counting",
  },
  {
    what: "a write of 10,000 ÷ the same rules by counting on each write",
    ...least(40),
    reached: ({ foundation }) =>
      fast(foundation[10000]["store: register, new key"], foundation[10000]["register by counting"]),
    why: "counting",
  },
  {
    what: "wasm ÷ native: lookup",
    ...least(0.8),
    reached: ({ stores }) => fast(stores["wasm: lookup"], stores["native: lookup"]),
  },
  {
    what: "wasm ÷ native: a write",
    ...least(0.5),
    reached: ({ stores }) => fast(stores["wasm: register, new key"], stores["native: register, new key"]),
  },
  {
    what: "wasm ÷ native: writes, 100 in flight",
    ...least(0.5),
    reached: ({ stores }) => fast(stores["wasm: register, 100 in flight"], stores["native: register, 100 in flight"]),
  },
  ...["native", "wasm"].flatMap((backend) => [
    {
      what: `${backend}: \`increment\` of new keys, 100 in flight ÷ \`register\` of new keys, 100 in flight`,
      ...least(0.9),
      reached: ({ stores }) =>
        within(stores, `${backend}: increment, new keys, 100 in flight`, `${backend}: register, 100 in flight`),
    },
    {
      what: `${backend}: the same of present keys`,
      ...least(0.9),
      reached: ({ stores }) =>
        within(
          stores,
          `${backend}: increment, present keys, 100 in flight`,
          `${backend}: register, present keys, 100 in flight`,
        ),
    },
    {
      what: `${backend}: \`keys\` of 1,000 ÷ \`entries\``,
      ...least(2),
      reached: ({ stores }) => within(stores, `${backend}: keys`, `${backend}: entries`),
      why: "keys",
    },
  ]),
  ...[
    ["as it ships", "write", 15],
    ["as it ships", "read", 20],
    ["exclusive WAL", "write", 1.2],
    ["exclusive WAL", "read", 1.5],
  ].map(([how, operation, aim]) => ({
    what: `the wasm engine ÷ node-sqlite3-wasm, ${how}: a ${operation}`,
    ...least(aim),
    reached: ({ "wasm-engine": { samples } }) => {
      const other = how === "as it ships" ? "node-sqlite3-wasm as it ships" : "node-sqlite3-wasm, exclusive WAL";
      return fast(samples[`wasm: ${operation}`], samples[`${other}: ${operation}`]);
    },
    why: "wasm-engine",
  })),
  ...["set", "get"].map((operation) => ({
    what: `${operation} ÷ the best of Keyv, unstorage and classic-level`,
    ...least(1),
    reached: (results) => closest(results, operation, PEERS),
    why: "peers",
  })),
  {
    what: "writes that survive the loss of power, 100 in flight ÷ lmdb",
    ...least(0.7),
    reached: ({ rivals: { samples } }) =>
      fast(samples.power["keyed-store, native: set, 100 in flight"], samples.power["lmdb: set, 100 in flight"]),
    why: "lmdb",
  },
  ...[
    ["native", 0.6],
    ["wasm", 1],
  ].map(([backend, aim]) => ({
    what: `${backend}: reads at once ÷ lmdb`,
    ...least(aim),
    reached: ({ rivals: { samples } }) =>
      fast(samples.power[`keyed-store, ${backend}: get at once`], samples.power["lmdb: get at once"]),
    why: "lmdb",
  })),
  ...[
    ["main", 25_000],
    ["worker", 4_000],
  ].map(([thread, limit]) => ({
    what: `how late a timer is under writes that survive the loss of power, \`thread: "${thread}"\`, 99 of 100`,
    ...time(limit),
    reached: ({ "event-loop": { native } }) => ({ median: native[thread].p99Ms * 1_000 }),
    why: "event-loop",
  })),
  ...["native", "wasm"].map((backend) => ({
    what: `${backend}: growth of the resident memory over 30,000 operations`,
    ...most(1.1),
    reached: ({ memory }) => grown(memory[backend]),
    why: "memory",
  })),
  ...[
    ["native", 1.6],
    ["wasm", 3],
  ].map(([backend, aim]) => ({
    what: `${backend}: from opening to the first lookup, in a new process ÷ a bare better-sqlite3, times as long`,
    ...most(aim),
    reached: ({ start }) => ({
      median: median(start[backend].wall.map((own, round) => own / start[BARE].wall[round])),
    }),
    why: "start",
  })),
  ...["process", "power"].flatMap((durability) =>
    ["set", "set, 100 in flight", "get", "get, 100 in flight"].map((operation) => ({
      what: `on a page, \`${durability}\`: ${operation} ÷ the best of IndexedDB, idb-keyval and the official SQLite as it ships`,
      ...least(1),
      reached: (results) => closestOnPage(results, durability, operation),
      why: "page",
    })),
  ),
  {
    what: "PostgreSQL: 100 writes in flight ÷ one by one",
    ...least(5),
    reached: ({ postgres: { samples } }) =>
      fast(samples["keyed-store: set, 100 in flight"], samples["keyed-store: set"]),
    why: "postgres",
  },
  {
    what: "PostgreSQL: 100 writes in flight ÷ upserts of pgbench on one connection",
    ...least(0.5),
    reached: ({ postgres: { pgbench } }) => pgbench && computeSpread(pgbench["1"]),
    why: "postgres",
  },
  ...["set", "get"].map((operation) => ({
    what: `PostgreSQL: ${operation}, 100 in flight ÷ Keyv on PostgreSQL`,
    ...least(1),
    reached: ({ postgres: { samples } }) =>
      fast(samples[`keyed-store: ${operation}, 100 in flight`], samples[`Keyv: ${operation}, 100 in flight`]),
    why: "postgres",
  })),
  ...["register, new key", "lookup"].map((operation) => ({
    what: `PostgreSQL: ${operation}, at 1,000,000 entries ÷ at 1,000, times as long`,
    ...most(1.5),
    reached: ({ postgres: { growth } }) =>
      growth && computeSpeedRatio(growth[`1000: ${operation}`].wall, growth[`1000000: ${operation}`].wall),
    why: "postgres",
  })),
];
