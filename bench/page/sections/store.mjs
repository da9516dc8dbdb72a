import { computeSpeedRatio, computeSpread } from "@keyed-store/conformance/bench";
import { duration, ratio, table } from "../figures.mjs";

const ROWS = [
  ["`lookup`, synchronous", "lookup", "raw get and parse"],
  ["`lookup`, awaited", "lookup, awaited", "raw get and parse"],
  ["`register` over a present key", "register, present key", "raw upsert"],
  ["`register` of a new key, which evicts the oldest", "register, new key", "raw upsert"],
  ["the same, awaited", "register, new key, awaited", "raw upsert"],
  ["the same, 100 in flight, for each", "register, 100 in flight", "raw upsert"],
  ["`entries` of 1,000", "entries", "raw all and parse"],
];

/** What the rules cost over a bare table. */
export function store({ foundation }) {
  const samples = foundation[1000];
  const rows = ROWS.map(([words, operation, raw]) => {
    const one = samples[`store: ${operation}`];
    return [
      words,
      duration(computeSpread(one.wall).median),
      duration(computeSpread(samples[raw].wall).median),
      ratio(computeSpeedRatio(one.wall, samples[raw].wall)),
    ];
  });
  return `## What to expect

The store on better-sqlite3, in a full namespace of 1,000, beside a bare table of better-sqlite3 in the same process, which has no
expiry, no caps, no versions, no checks of keys and values, and no other process in mind. Each write survives the death of the process.

${table(["operation", "the store", "the bare table", "times as fast"], rows)}`;
}
