import { openStateStore, type StateStore } from "@keyed-store/core";
import type { BackendUnderTest } from "../../under-test/backend-under-test.js";
import { createOpenOptionsAt, type StorePlace } from "../../under-test/store-place.js";

/** Opens a store beside processes that work on it, and gives them a minute to give way. */
export function openSharedStore(backend: BackendUnderTest, place: StorePlace): Promise<StateStore> {
  return openStateStore({ ...createOpenOptionsAt(place, backend.provider), busyTimeoutMs: 60_000 });
}
