import type { BackendProvider } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { assertHostSupported } from "./assert-host-supported.js";
import { loadDriver } from "./load-driver.js";

/** The backend `node`: `node:sqlite`, shared between processes through SQLite's own locks. */
export function nodeProvider(): BackendProvider {
  return sqliteProvider({
    name: "node",
    check: () => assertHostSupported(),
    load: loadDriver,
    module: { url: import.meta.url, export: "nodeProvider" },
    canCrash: true,
  });
}
