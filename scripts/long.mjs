import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unit } from "./unit.mjs";

/** The tests in which more proves more. */
const PROOFS = [
  "packages/conformance/test/memory.test",
  "packages/conformance/test/native.test",
  "packages/conformance/test/wasm.test",
  "packages/conformance/test/cross.test",
  "packages/conformance/test/turmoil.test",
  "packages/conformance/test/linearizable.test",
  "packages/backend-wasm/test/power.test",
  "examples/gateway/test/load.test",
];

/** How much an hour must have proven. */
const AT_LEAST = new Map([
  ["runs of the model", 10_000],
  ["power cuts", 500_000],
  ["kills", 1_000],
  ["histories explained", 2_000],
]);

/**
 * The proofs at length, and what was really done. It takes about an hour.
 *
 * @param {{ addons: boolean }} options
 */
export async function long(options) {
  const place = mkdtempSync(join(tmpdir(), "keyed-store-tally-"));
  try {
    const tally = join(place, "tally.ndjson");
    process.env["KEYED_STORE_TALLY"] = tally;
    process.env["KEYED_STORE_CONFORMANCE"] ??= "long";
    const results = await unit(PROOFS, options);
    const done = sumByFigure(readFileSync(tally, "utf8"));
    const tooFew = [...AT_LEAST]
      .filter(([figure, least]) => (done.get(figure) ?? 0) < least)
      .map(([figure, least]) => `${figure}: ${done.get(figure) ?? 0}, of ${least}`);
    return { ...results, done, tooFew };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** @param {string} lines */
function sumByFigure(lines) {
  /** @type {Map<string, number>} */
  const all = new Map();
  for (const line of lines.trim().split("\n")) {
    const { figure, count } = JSON.parse(line);
    all.set(figure, (all.get(figure) ?? 0) + count);
  }
  return all;
}
