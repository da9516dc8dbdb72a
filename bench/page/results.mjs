import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where results are kept, and the pictures that are made of them. */
export const PLACE = fileURLToPath(new URL("../../docs/performance", import.meta.url));

/** The benches whose results the page is made of, in the order in which they are run. */
export const BENCHES = [
  "foundation",
  "stores",
  "wasm-engine",
  "rivals",
  "growth",
  "scopes",
  "disk",
  "memory",
  "start",
  "event-loop",
  "browser",
  "postgres",
];

/** The results that are kept: of each bench its data, and what it ran on. */
export function keptResults() {
  const kept = BENCHES.map((name) => {
    const file = join(PLACE, `${name}.json`);
    if (!existsSync(file)) throw new Error(`docs/performance/${name}.json is missing; run node bench/all.mjs`);
    return [name, JSON.parse(readFileSync(file, "utf8"))];
  });
  return { of: Object.fromEntries(kept.map(([name, { data }]) => [name, data])), runs: kept.map(([, run]) => run) };
}
