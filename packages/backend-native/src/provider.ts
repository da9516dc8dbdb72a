import type { BackendProvider } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { assertHostSupported } from "./assert-host-supported.js";
import { loadDriver } from "./load-driver.js";

/** The backend `native`: better-sqlite3, at full speed and shared between processes through SQLite's own locks. */
export function nativeProvider(): BackendProvider {
  return sqliteProvider({
    name: "native",
    check: () => void assertHostSupported(),
    load: loadDriver,
    module: { url: import.meta.url, export: "nativeProvider" },
    canCrash: true,
  });
}
