import { dirname } from "node:path";
import { raw } from "./raw.js";
import { openNative, type SyncBackend } from "./store.js";

/** Closes a store, does harm to its file, and opens it again. */
export function tampered(store: SyncBackend, ...statements: readonly string[]): SyncBackend {
  store.close();
  raw(store.databasePath, (database) => {
    for (const sql of statements) database.exec(sql);
  });
  return openNative({ directory: dirname(store.databasePath) });
}
