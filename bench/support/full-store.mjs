import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { nativeProvider } from "@keyed-store/backend-native";
import { openStateStore } from "@keyed-store/core";
import { Database } from "./raw-table.mjs";

/** A store on the native backend whose one namespace is full, so that each new key drives out the oldest. */
export async function fullStore(base, entries, sampleKey, sampleValue) {
  const directory = join(base, `store-${entries}`);
  mkdirSync(directory, { mode: 0o700 });
  const store = await open(directory);
  const first = store.openSyncKeyedStore({ namespace: "bench", maxEntries: entries });
  first.register(sampleKey(0), sampleValue(0));
  await store.close();
  seed(join(directory, "state.sqlite"), entries, sampleKey, sampleValue);
  return open(directory);
}

function open(directory) {
  return openStateStore({
    directory,
    backend: "native",
    providers: [nativeProvider()],
    limits: { maxEntriesPerOwner: Number.POSITIVE_INFINITY },
  });
}

/** Past the store, for a million writes through it would take longer than the measurement. */
function seed(path, entries, sampleKey, sampleValue) {
  const database = new Database(path);
  const insert = database.prepare("INSERT INTO entry VALUES (1 << 43 | ?, 1, ?, ?, ?, NULL)");
  database.transaction(() => {
    database.exec("DELETE FROM entry");
    for (let i = 0; i < entries; i++)
      insert.run(i + 1, sampleKey(i), JSON.stringify(sampleValue(i)), 1_700_000_000_000);
    for (const table of ["owner", "namespace"]) database.prepare(`UPDATE ${table} SET entries = ?`).run(entries);
    database.prepare("UPDATE store SET reserved_version = ?").run(entries);
  })();
  database.close();
}
