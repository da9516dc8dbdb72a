import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BackendProvider,
  memoryProvider,
  type OpenStateStoreOptions,
  openStateStore,
  type StateStore,
} from "@keyed-store/core";
import { onTestFinished } from "vitest";

/** A directory that is gone after the test. */
export function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-adapters-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

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
