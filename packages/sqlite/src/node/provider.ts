import type { BackendProvider, LoadedBackend } from "@keyed-store/core";
import type { SqliteDriver } from "../driver/driver.js";
import { createLoadedBackend } from "../engine/create-loaded-backend.js";
import type { ProviderModule } from "./modules/provider-module.js";
import { openStore } from "./opening/open-store.js";
import { tryBackendInSeparateProcess } from "./trial/try-backend-in-separate-process.js";
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
      return "then" in driver ? Promise.resolve(driver).then(loadStoresOfDriver) : loadStoresOfDriver(driver);
    },
    ...(separateModule === undefined ? {} : { loadInWorker: () => loadBackendInWorker(separateModule) }),
    ...(separateModule === undefined || canCrash !== true
      ? {}
      : { tryApart: () => tryBackendInSeparateProcess(name, separateModule) }),
  };
}

function loadStoresOfDriver(driver: SqliteDriver): LoadedBackend {
  return createLoadedBackend(driver, (info, options) => openStore(driver, info, options));
}
