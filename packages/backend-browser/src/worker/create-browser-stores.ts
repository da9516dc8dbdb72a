import { type Backend, type BackendOpenOptions, formatReceivedArgument, invalidInputError } from "@keyed-store/core";
import { parseOpfsDirectory } from "../place/parse-opfs-path.js";
import { type BrowserStore, createBrowserStore } from "./create-browser-store.js";
import type { WorkerEnvironment } from "./worker-environment.js";

/** The stores that are open in this worker. */
export interface BrowserStores {
  /** Opens a store, or joins one that is open. Errors as `LoadedBackend.open`. */
  open(options: BackendOpenOptions): Promise<Backend>;
  /** Closes the files of all stores at once, until their next use. */
  release(): void;
}

/** What SQLite calls the files beside a database. */
const SIDECAR = /-(?:wal|journal)$/i;

/** No stores yet. */
export function createBrowserStores(environment: WorkerEnvironment): BrowserStores {
  const stores = new Map<string, BrowserStore>();
  return {
    async open(options) {
      const { directory, fileName } = options;
      const place = parseOpfsDirectory(directory);
      if (SIDECAR.test(fileName))
        throw invalidInputError(
          "open",
          `fileName must not end in "-wal" or "-journal", as files beside a database do, was ${formatReceivedArgument(fileName)}.`,
        );
      const path = `${place.directoryPath}/${fileName}`;
      const store: BrowserStore =
        stores.get(path) ??
        createBrowserStore(place, fileName, environment, () => {
          if (stores.get(path) === store) stores.delete(path);
        });
      stores.set(path, store);
      return store.open(options);
    },
    release() {
      for (const store of stores.values()) store.release();
    },
  };
}
