import { computeSpeedRatio, computeSpread } from "@keyed-store/conformance/bench";
import { count, duration, ratio, table } from "../figures.mjs";

const OPERATIONS = ["set", "get", "set, 100 in flight", "get, 100 in flight"];

/** The store on a server, against others there. */
export function postgres({ postgres: { samples, pgbench, growth } }) {
  const rows = OPERATIONS.map((operation) => {
    const [own, other] = ["keyed-store", "Keyv"].map((name) => samples[`${name}: ${operation}`].wall);
    return [
      operation,
      duration(computeSpread(own).median),
      duration(computeSpread(other).median),
      ratio(computeSpeedRatio(own, other)),
    ];
  });
  return `## On PostgreSQL

The store on a server on the same machine, through a socket, beside Keyv's adapter on the same server; 1,000 entries, written over and read. The
store has one connection, on which what is in flight shares a batch; Keyv has ten.

${table(["operation", "the store", "Keyv, PostgreSQL", "times as fast"], rows)}
${againstPgbench(pgbench)}${growthOf(growth)}`;
}

function againstPgbench(pgbench) {
  if (pgbench === undefined) return "";
  const found = Object.entries(pgbench).map(
    ([connections, ratios]) =>
      `${ratio(computeSpread(ratios))} of its writes on ${connections === "1" ? "one connection" : connections}`,
  );
  return `
Against pgbench, which runs prepared upserts of one row and no rules, 100 writes in flight make ${found.join(", and ")}.
`;
}

function growthOf(growth) {
  if (growth === undefined) return "";
  const sizes = [...new Set(Object.keys(growth).map((name) => Number(name.split(":")[0])))];
  const [small, large] = sizes;
  const rows = ["register, new key", "register, present key", "lookup"].map((operation) => {
    const [before, after] = [small, large].map((size) => growth[`${size}: ${operation}`].wall);
    return [
      operation,
      duration(computeSpread(before).median),
      duration(computeSpread(after).median),
      ratio(computeSpeedRatio(before, after)),
    ];
  });
  return `
One operation at a time, in a namespace of ${count(small)} and in one of ${count(large)}:

${table(["operation", count(small), count(large), "times as long"], rows)}
`;
}
