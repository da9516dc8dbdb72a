import { openStateStore, type StateStore } from "@keyed-store/core";
import type { BackendUnderTest } from "../under-test/backend-under-test.js";

/** Opens a store beside processes that work on it, and gives them a minute to give way. */
export function openSharedStore(backend: BackendUnderTest, directory: string): Promise<StateStore> {
  const provider = backend.provider();
  return openStateStore({ directory, providers: [provider], backend: provider.name, busyTimeoutMs: 60_000 });
}
