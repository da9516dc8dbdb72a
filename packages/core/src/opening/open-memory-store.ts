import type { StateStore } from "../contract/state-store.js";
import { memoryProvider } from "../memory/memory-provider.js";
import { realScheduler } from "../queue/scheduler.js";
import { checkOptions } from "../validation/check-options.js";
import type { MemoryStoreOptions } from "./memory-store-options.js";
import { openStateStoreWithScheduler } from "./open-state-store-with-scheduler.js";

const NAMES = ["clock", "memory", "limits", "ownerOverflow", "onEvent"];

/**
 * Opens a store that lives in memory, for tests: it keeps every clause of the contract that needs no disk and no second
 * process, writes no file, and looks at no environment variable. Each call gives an empty store of its own, unless `memory` names a place.
 *
 * @example
 * import { openMemoryStore } from "keyed-store";
 *
 * let now = 0;
 * const store = await openMemoryStore({ clock: () => now });
 * const codes = store.openKeyedStore<string>({ namespace: "codes", maxEntries: 10, defaultTtlMs: 1_000 });
 * await codes.register("alice", "4711");
 * now += 1_000;
 * console.log(await codes.lookup("alice")); // undefined: expired, and nobody waited
 * await store.close();
 * @throws `KEYED_STORE_INVALID_INPUT` an option is unknown or wrong
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` `memory` is a provider of another backend
 */
export async function openMemoryStore(options?: MemoryStoreOptions): Promise<StateStore> {
  const { memory = memoryProvider(), ...others } = checkOptions(options, NAMES, "openMemoryStore options", "open");
  const place = { directory: "/", fileName: "memory", backend: "memory", providers: [memory] };
  return openStateStoreWithScheduler({ ...others, ...place }, realScheduler);
}
