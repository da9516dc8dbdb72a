/*
 * The store on one backend against the store on another, through the public API, in one process and in turns: the wasm
 * backend as parts of the native one. Run it on a quiet machine, after a build: `node bench/stores.mjs`.
 */
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { benchmarkStores, computeSpeedRatio } from "@keyed-store/conformance/bench";
import { printRatio, printSamples } from "./support/report.mjs";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENTRIES = 1_000;
const OPERATIONS = [
  "lookup",
  "register, new key",
  "register, present key",
  "register, 100 in flight",
  "register, present keys, 100 in flight",
  "increment, new keys, 100 in flight",
  "increment, present keys, 100 in flight",
  "consume",
  "entries",
  "keys",
  "page by age",
  "sweep",
];

/** Operations of one backend that are to be compared. */
const PAIRS = [
  ["increment, new keys, 100 in flight", "register, 100 in flight"],
  ["increment, present keys, 100 in flight", "register, present keys, 100 in flight"],
  ["keys", "entries"],
];

await bench("stores", () =>
  inScratch(async (directory) => {
    const storeOptionsOf = (provider) => ({ provider, directory: join(directory, provider.name), entries: ENTRIES });
    const samples = await benchmarkStores({
      stores: { native: storeOptionsOf(nativeProvider()), wasm: storeOptionsOf(wasmProvider()) },
      operationNames: OPERATIONS,
      rounds: 20,
      turnMs: 150,
    });
    printSamples(samples);
    for (const operation of OPERATIONS)
      printRatio(
        `${operation}: wasm ÷ native, times as fast`,
        computeSpeedRatio(samples[`wasm: ${operation}`].wall, samples[`native: ${operation}`].wall),
      );
    for (const backend of ["native", "wasm"])
      for (const [one, other] of PAIRS)
        for (const by of ["wall", "cpu"])
          printRatio(
            `${backend}: ${one} ÷ ${other}, by ${by === "cpu" ? "processor" : "clock"}`,
            computeSpeedRatio(samples[`${backend}: ${one}`][by], samples[`${backend}: ${other}`][by]),
          );
    return { data: samples };
  }),
);
