/*
 * The store on one backend against the store on another, through the public API, in one process and in turns: the wasm
 * backend as parts of the native one. Run it on a quiet machine, after a build: `node bench/stores.mjs`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { openStateStore } from "@keyed-store/core";
import { measure } from "./support/measure.mjs";
import { sampleKey, sampleValue, scattered } from "./support/shapes.mjs";

const ENTRIES = 1_000;
const IN_FLIGHT = 100;
const OPERATIONS = ["lookup", "register", "in flight"];

const base = mkdtempSync(join(tmpdir(), "keyed-store-bench-"));
try {
  const contestants = {};
  const stores = [];
  for (const provider of [nativeProvider(), wasmProvider()]) {
    const store = await openStateStore({ directory: join(base, provider.name), providers: [provider] });
    stores.push(store);
    Object.assign(contestants, await operationsOn(store));
  }
  const weight = Object.fromEntries(stores.map(({ backend }) => [`${backend.name} in flight`, IN_FLIGHT]));
  const times = await measure(contestants, { rounds: 20, operations: 2_000, weight });
  for (const store of stores) await store.close();
  for (const operation of OPERATIONS) {
    const [native, wasm] = ["native", "wasm"].map((name) => times[`${name} ${operation}`]);
    const figures = `native ${native.toFixed(1)} us, wasm ${wasm.toFixed(1)} us`;
    console.log(`${operation.padEnd(10)} ${figures.padEnd(34)} wasm makes ${(native / wasm).toFixed(2)} of native`);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** A full namespace, and what is done to it. */
async function operationsOn(store) {
  const options = { namespace: "bench", maxEntries: ENTRIES };
  const sync = store.openSyncKeyedStore(options);
  const later = store.openKeyedStore(options);
  const anyOf = scattered(ENTRIES);
  let next = 0;
  const write = (keyed) => keyed.register(sampleKey(next), sampleValue(next++));
  while (next < ENTRIES) write(sync);
  const { name } = store.backend;
  return {
    [`${name} lookup`]: () => sync.lookup(sampleKey(next - 1 - anyOf())),
    [`${name} register`]: () => write(sync),
    [`${name} in flight`]: () => Promise.all(Array.from({ length: IN_FLIGHT }, () => write(later))),
  };
}
