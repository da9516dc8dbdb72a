import {
  type Backend,
  type BackendInfo,
  type BackendOpenOptions,
  KeyedStoreError,
  type LoadedBackend,
} from "@keyed-store/core";
import type { SqliteDriver } from "../driver/driver.js";
import { isWalSharingSafe } from "../driver/is-wal-sharing-safe.js";
import { verifyDriverInMemory } from "./trial/trial.js";

/** Opens a store with a driver, or joins the engine that is there; `info` is what its backend is to say of itself. */
export type OpenStoreOfDriver = (info: BackendInfo, options: BackendOpenOptions) => Backend | Promise<Backend>;

/**
 * What a provider gives when it has loaded a driver.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` its SQLite is one that could corrupt what processes share
 */
export function createLoadedBackend(driver: SqliteDriver, openStore: OpenStoreOfDriver): LoadedBackend {
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
  return { info, trial: () => verifyDriverInMemory(driver), open: (options) => openStore(info, options) };
}
