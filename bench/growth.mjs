/*
 * How the cost of each operation grows with the entries that there are, on both backends and on a bare table, all sizes in
 * one process and in turns: `node bench/growth.mjs`, after a build and on a quiet machine. `--small` leaves out the million.
 * Nothing is cached, as a cache has the same size whatever there is.
 */
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { benchmarkStores } from "@keyed-store/conformance/bench";
import { rawTable } from "./support/raw-table.mjs";
import { printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000];
const PROVIDERS = [nativeProvider(), wasmProvider()];
const OPERATIONS = [
  "register, new key",
  "register, present key",
  "lookup",
  "consume",
  "page by age",
  "page by key",
  "sweep",
  "open",
];

await bench("growth", ({ small }) =>
  inScratch(async (directory) => {
    const sizes = small ? SIZES.slice(0, -1) : SIZES;
    const tables = [];
    for (const entries of sizes)
      tables.push({ entries, ...(await rawTable(join(directory, `raw-${entries}`), entries)) });
    const samples = await benchmarkStores({
      stores: Object.fromEntries(
        PROVIDERS.flatMap((provider) =>
          sizes.map((entries) => [
            `${provider.name}, ${entries}`,
            { provider, directory: join(directory, `${provider.name}-${entries}`), entries, cacheBytes: 0 },
          ]),
        ),
      ),
      operationNames: OPERATIONS,
      otherContestants: Object.fromEntries(
        tables.flatMap(({ entries, upsert, get }) => [
          [`raw, ${entries}: upsert`, upsert],
          [`raw, ${entries}: get and parse`, get],
        ]),
      ),
      rounds: 15,
      turnMs: 30,
    });
    for (const { close } of tables) close();
    printSamples(samples);
    return { data: { sizes, samples }, versions: { "better-sqlite3": tables[0].version } };
  }),
);
