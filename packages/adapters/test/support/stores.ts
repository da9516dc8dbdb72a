import {
  type BackendProvider,
  memoryProvider,
  type OpenStateStoreOptions,
  openStateStore,
  type StateStore,
} from "@keyed-store/core";
import { onTestFinished } from "vitest";
import { makeDirectory } from "./make-directory.js";

/** Opens a store on one backend, in a directory of its own where none is given, and closes it after the test. */
export async function openStore(
  provider: BackendProvider = memoryProvider(),
  options: Partial<OpenStateStoreOptions> = {},
): Promise<StateStore> {
  const directory = options.directory ?? makeDirectory();
  const store = await openStateStore({ ...options, directory, backend: provider.name, providers: [provider] });
  onTestFinished(() => store.close());
  return store;
}
