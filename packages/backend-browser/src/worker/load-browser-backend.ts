import { createDriver } from "@keyed-store/backend-wasm/portable";
import { type BackendInfo, hostGlobals, type LoadedBackend } from "@keyed-store/core";
import { verifyDriverInMemory } from "@keyed-store/sqlite/portable";
import { createAccessHandleDisk } from "../disk/create-access-handle-disk.js";
import { createOpenFileTable } from "../disk/open-file-table.js";
import { backendUnavailableError } from "../errors/backend-unavailable-error.js";
import type { Broadcast } from "../opfs/broadcast.js";
import type { BrowserGlobals } from "../opfs/browser-globals.js";
import type { WasmSource } from "../protocol/worker-start.js";
import { createBrowserStores } from "./create-browser-stores.js";
import { listDurabilities } from "./list-durabilities.js";
import { loadWasmModule } from "./load-wasm-module.js";

/** The backend in its worker. */
export interface BrowserBackend extends LoadedBackend {
  /** Closes the files of all stores at once, until their next use. */
  release(): void;
}

/**
 * Loads the engine, and finds out whether there is a place for its files.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` there is none, or the engine cannot be loaded
 */
export async function loadBrowserBackend(globals: BrowserGlobals, wasm: WasmSource): Promise<BrowserBackend> {
  const { locks, storage, userAgent = "" } = globals.navigator ?? {};
  const getRoot = () =>
    storage?.getDirectory?.() ?? Promise.reject(new Error("navigator.storage.getDirectory is missing"));
  if (locks === undefined)
    throw backendUnavailableError("This browser has no Web Locks, by which tabs take turns. Use a newer one.");
  try {
    await getRoot();
  } catch (cause) {
    throw backendUnavailableError(
      "The browser gives this page no private file system: it is in a private window, the user has blocked its storage, or the page " +
        "has no origin of its own, such as a sandboxed frame. Choose memoryProvider() for a store that is gone with the page.",
      cause,
    );
  }
  const { module, version } = await loadWasmModule(wasm);
  const openFiles = createOpenFileTable();
  const driver = createDriver({
    module,
    engineVersion: version,
    name: "browser",
    createDisk: (directory) => createAccessHandleDisk((file) => openFiles.get(`${directory}/${file}`)),
  });
  const info: BackendInfo = {
    name: driver.name,
    engine: driver.engine,
    engineVersion: driver.engineVersion,
    sqliteVersion: driver.sqliteVersion,
    capabilities: { synchronous: false, persistent: true, multiProcess: true, durability: listDurabilities(userAgent) },
  };
  const stores = createBrowserStores({
    driver,
    info,
    openFiles,
    getRoot,
    locks,
    // What it posts are message events, of which Node's types know nothing.
    createBroadcast: (name) => new BroadcastChannel(name) as unknown as Broadcast,
    createSessionId: () => crypto.randomUUID(),
    timing: hostGlobals,
  });
  return {
    info,
    trial: () => verifyDriverInMemory(driver),
    open: stores.open,
    release: stores.release,
  };
}
