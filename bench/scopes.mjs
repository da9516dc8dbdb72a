/*
 * What the number of namespaces and of owners costs, where the entries of all together stay the same:
 * `node bench/scopes.mjs`, after a build and on a quiet machine.
 */
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { benchmarkStores } from "@keyed-store/conformance/bench";
import { printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENTRIES = 100_000;
const COUNTS = [1, 10, 100, 1_000];
const PROVIDERS = [nativeProvider(), wasmProvider()];

await bench("scopes", () =>
  inScratch(async (directory) => {
    const stores = {};
    for (const provider of PROVIDERS)
      for (const kind of ["namespaces", "owners"])
        for (const count of COUNTS)
          stores[`${provider.name}, ${count} ${kind}`] = {
            provider,
            directory: join(directory, `${provider.name}-${count}-${kind}`),
            entries: ENTRIES,
            [kind]: count,
          };
    const samples = await benchmarkStores({
      stores,
      operationNames: ["register, new key", "lookup"],
      rounds: 20,
      turnMs: 50,
    });
    printSamples(samples);
    return { data: { entries: ENTRIES, counts: COUNTS, samples } };
  }),
);
