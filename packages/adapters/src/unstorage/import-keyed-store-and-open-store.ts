import { getErrorCode, KeyedStoreError, type OpenStateStoreOptions, type StateStore } from "@keyed-store/core";

/**
 * Opens a store by the options of the package `keyed-store`, which brings the backends.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it is not installed
 * @throws as its `openStateStore`
 */
export async function importKeyedStoreAndOpenStore(openOptions: unknown): Promise<StateStore> {
  const { openStateStore } = await importKeyedStore();
  return openStateStore(openOptions as Partial<OpenStateStoreOptions>); // it checks them
}

/** The import stands in a `try`, since bundlers then take it for one that may fail. */
async function importKeyedStore(): Promise<typeof import("keyed-store")> {
  try {
    return await import("keyed-store");
  } catch (cause) {
    const isAbsent = getErrorCode(cause) === "ERR_MODULE_NOT_FOUND";
    throw new KeyedStoreError(
      "KEYED_STORE_BACKEND_UNAVAILABLE",
      isAbsent
        ? 'The option "open" needs the package keyed-store, which is not installed. Run npm install keyed-store, or give "store".'
        : "The package keyed-store, which opens the store, cannot be loaded.",
      { operation: "open", cause },
    );
  }
}
