import { computeSpeedRatio, computeSpread } from "@keyed-store/conformance/bench";
import { duration, ratio, table } from "../figures.mjs";

const ENGINES = ["better-sqlite3", "node-sqlite3-wasm as it ships", "node-sqlite3-wasm, exclusive WAL"];

/** WebAssembly against native, as a store and as an engine. */
export function wasm({ stores, "wasm-engine": { samples, starts } }) {
  const operations = Object.keys(stores)
    .filter((name) => name.startsWith("native: "))
    .map((name) => name.slice("native: ".length));
  const storeRows = operations.map((operation) => {
    const [native, other] = [stores[`native: ${operation}`], stores[`wasm: ${operation}`]];
    return [
      operation,
      duration(computeSpread(native.wall).median),
      duration(computeSpread(other.wall).median),
      ratio(computeSpeedRatio(other.wall, native.wall)),
    ];
  });
  const engineRows = ENGINES.flatMap((engine) =>
    ["write", "read"].map((operation) => [
      engine,
      operation,
      ratio(computeSpeedRatio(samples[`wasm: ${operation}`].wall, samples[`${engine}: ${operation}`].wall)),
    ]),
  );
  return `## Without native code

The store on sql.js beside the store on better-sqlite3, 1,000 entries:

${table(["operation", "native", "wasm", "wasm, times as fast"], storeRows)}

The engine alone, below all rules, against others: how many times as fast it is.

${table(["against", "", "times as fast"], engineRows)}

From nothing to the first row read, the engine takes ${duration(computeSpread(starts.wall).median)} in a new process.`;
}
