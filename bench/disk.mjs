/*
 * What lies on the disk: the log while a full namespace is written to without a pause, and the file as its entries are replaced
 * again and again, and after they are gone. `node bench/disk.mjs`, after a build.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { createSampleKey, createSampleValue } from "@keyed-store/conformance/bench";
import { openStateStore } from "@keyed-store/core";
import { bench } from "./support/results.mjs";
import { inScratch } from "./support/scratch.mjs";

const ENTRIES = 10_000;
/** How often all entries are replaced. */
const TURNOVERS = 20;
const LOOKS_IN_A_TURNOVER = 10;
const PROVIDERS = [nativeProvider(), wasmProvider()];

await bench("disk", async () => {
  const data = {};
  for (const provider of PROVIDERS) {
    data[provider.name] = {
      steady: await inScratch((directory) => churn(provider, directory)),
      bytesOfOneEntry: await inScratch((directory) => dense(provider, directory)),
    };
    const { steady, bytesOfOneEntry } = data[provider.name];
    const most = (sizes) => `${(Math.max(...sizes) / 2 ** 20).toFixed(2)} MB`;
    console.log(
      `${provider.name.padEnd(7)} log at most ${most(steady.log)}, file at most ${most(steady.file)}, ` +
        `${(steady.afterClear / 2 ** 20).toFixed(2)} MB when all is gone; ${bytesOfOneEntry.toFixed(0)} bytes an entry`,
    );
  }
  return { data: { entries: ENTRIES, turnovers: TURNOVERS, looksInATurnover: LOOKS_IN_A_TURNOVER, ...data } };
});

/** Sizes of the file and its log while entries replace each other, one write at a time. */
async function churn(provider, directory) {
  const store = await open(provider, directory);
  const keyed = store.openSyncKeyedStore({ namespace: "bench", maxEntries: ENTRIES });
  const [log, file] = [[], []];
  let next = 0;
  for (let look = 0; look <= TURNOVERS * LOOKS_IN_A_TURNOVER; look++) {
    for (let i = 0; i < ENTRIES / LOOKS_IN_A_TURNOVER; i++)
      keyed.register(createSampleKey(next), createSampleValue(next++));
    log.push(sizeOf(`${store.databasePath}-wal`));
    file.push(sizeOf(store.databasePath));
  }
  keyed.clear();
  await store.flush();
  const afterClear = sizeOf(store.databasePath);
  await store.close();
  return { log, file, afterClear };
}

/** Bytes in the file for each entry of a namespace that was filled and left alone. */
async function dense(provider, directory) {
  const store = await open(provider, directory);
  const keyed = store.openSyncKeyedStore({ namespace: "bench", maxEntries: ENTRIES });
  for (let i = 0; i < ENTRIES; i++) keyed.register(createSampleKey(i), createSampleValue(i));
  await store.close();
  return sizeOf(store.databasePath) / ENTRIES;
}

function open(provider, directory) {
  const limits = { maxEntriesPerOwner: ENTRIES };
  return openStateStore({ directory: join(directory, "state"), providers: [provider], backend: provider.name, limits });
}

function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
