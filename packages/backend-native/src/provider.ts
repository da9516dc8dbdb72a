import type { BackendProvider } from "@keyed-store/core";
import { sqliteProvider } from "@keyed-store/sqlite";
import { loadDriver } from "./load-driver.js";
import { requireLoadableLibraryVersion } from "./require-loadable-library-version.js";

/** The backend `native`: better-sqlite3, at full speed and shared between processes through SQLite's own locks. */
export function nativeProvider(): BackendProvider {
  return sqliteProvider({
    name: "native",
    check: () => void requireLoadableLibraryVersion(),
    load: loadDriver,
    module: { url: import.meta.url, export: "nativeProvider" },
    canCrash: true,
  });
}
