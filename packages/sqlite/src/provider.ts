import { type BackendInfo, type BackendProvider, KeyedStoreError, type LoadedBackend } from "@keyed-store/core";
import type { SqliteDriver } from "./driver/driver.js";
import { isWalSharingSafe } from "./driver/is-wal-sharing-safe.js";
import { openStore } from "./engine/open-store.js";
import { verifyDriverInMemory } from "./engine/trial/trial.js";
import { tryBackendInSeparateProcess } from "./engine/trial/try-backend-in-separate-process.js";
import type { ProviderModule } from "./modules/provider-module.js";
import { findWorkerScript } from "./worker/find-worker-script.js";
import { loadBackendInWorker } from "./worker/load-backend-in-worker.js";

/** What it takes to offer an SQLite library as a backend. */
export interface SqliteProviderOptions {
  /** The name that users choose it by. */
  readonly name: string;
  /** Judges the host without loading anything; throws the reason why the library cannot run here. */
  check(): void;
  /** Where another thread or process finds this provider, so that the backend can run, or be tried, there. */
  readonly module?: ProviderModule;
  /** Whether it is tried in a process of its own where that is asked for: because it is native code, which could end this one. */
  readonly canCrash?: boolean;
  /** Loads the library; throws the reason why it cannot be loaded. */
  load(): SqliteDriver | Promise<SqliteDriver>;
}

/**
 * Makes a backend of a driver: schema, rules, files, sharing between processes and maintenance come from here.
 *
 * @example
 * ```ts
 * const provider = sqliteProvider({ name: "native", check: assertHostSupported, load: loadDriver });
 * await openStateStore({ directory: "./state", providers: [provider] });
 * ```
 */
export function sqliteProvider({ name, check, load, module, canCrash }: SqliteProviderOptions): BackendProvider {
  // Loading a bundle would run the program once more.
  const separateModule = findWorkerScript() === undefined ? undefined : module;
  return {
    name,
    check,
    load() {
      const driver = load();
      return "then" in driver ? Promise.resolve(driver).then(toLoadedBackend) : toLoadedBackend(driver);
    },
    ...(separateModule === undefined ? {} : { loadInWorker: () => loadBackendInWorker(separateModule) }),
    ...(separateModule === undefined || canCrash !== true
      ? {}
      : { tryApart: () => tryBackendInSeparateProcess(name, separateModule) }),
  };
}

function toLoadedBackend(driver: SqliteDriver): LoadedBackend {
  if (driver.sharing === "shared" && !isWalSharingSafe(driver.sqliteVersion)) {
    throw new KeyedStoreError(
      "KEYED_STORE_BACKEND_UNAVAILABLE",
      `${driver.engine} ${driver.engineVersion} has SQLite ${driver.sqliteVersion}, in which processes that share a file can ` +
        "corrupt it (the WAL-reset bug). Update it to one with SQLite 3.51.3 or later.",
      { operation: "open", backend: driver.name },
    );
  }
  const info: BackendInfo = {
    name: driver.name,
    engine: driver.engine,
    engineVersion: driver.engineVersion,
    sqliteVersion: driver.sqliteVersion,
    capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
  };
  return { info, trial: () => verifyDriverInMemory(driver), open: (options) => openStore(driver, info, options) };
}
