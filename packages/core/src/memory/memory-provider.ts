import type { Backend, BackendOpenOptions } from "../backend/backend.js";
import type { BackendProvider } from "../backend/backend-provider.js";
import { isWrite } from "../backend/command.js";
import type { BackendInfo } from "../contract/backend-info.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { executeBatch } from "./execute-batch.js";
import { createMemoryData, type MemoryData } from "./memory-data.js";
import { probeMemoryBackend } from "./probe-memory-backend.js";
import { runMemoryBackendSelfTest } from "./run-memory-backend-self-test.js";

/**
 * A backend that keeps its data in this process, as long as the provider lives: a store is there again when its
 * directory and file name are opened anew. Nothing is written to disk, and `auto` never takes it (KS-SEL-1).
 *
 * It is also the readable form of what every backend does; it prefers being plainly right to being fast.
 */
export function memoryProvider(): BackendProvider {
  const stores = new Map<string, SharedStore>();
  return {
    name: INFO.name,
    check() {},
    load: () => ({
      info: INFO,
      trial: runMemoryBackendSelfTest,
      open: (options) => openBackendOnSharedStore(stores, options),
    }),
  };
}

const INFO: BackendInfo = Object.freeze({
  name: "memory",
  engine: "Map",
  engineVersion: "1",
  capabilities: Object.freeze({ synchronous: true, persistent: false, multiProcess: false, durability: [] }),
});

/** One directory and file name. */
interface SharedStore {
  readonly data: MemoryData;
  /** What its openings share; `undefined` while it is closed. */
  backend: Backend | undefined;
  openings: number;
  readonly listeners: Set<() => void>;
}

function openBackendOnSharedStore(stores: Map<string, SharedStore>, options: BackendOpenOptions): Backend {
  const { directory, fileName } = options;
  const id = JSON.stringify([directory, fileName]);
  const store = stores.get(id) ?? createSharedStore(options);
  stores.set(id, store);
  store.openings += 1;
  store.backend ??= createMemoryBackend(store, `memory:${directory}/${fileName}`);
  return store.backend;
}

function createSharedStore({ access, directory }: BackendOpenOptions): SharedStore {
  if (access === "read-only") {
    throw new KeyedStoreError(
      "KEYED_STORE_OPEN_FAILED",
      "There is no such store in memory, and opening read-only creates none. Open it read-write first, with the same provider.",
      { operation: "open", backend: INFO.name, path: directory },
    );
  }
  return { data: createMemoryData(), backend: undefined, openings: 0, listeners: new Set() };
}

function createMemoryBackend(store: SharedStore, databasePath: string): Backend {
  return {
    info: INFO,
    databasePath,
    execute(batch, clock) {
      const outcomes = executeBatch(store.data, batch, clock);
      if (batch.some((transaction) => transaction.some(isWrite))) for (const listener of store.listeners) listener();
      return outcomes;
    },
    flush() {},
    probe: probeMemoryBackend,
    watch(listener) {
      const call = (): void => listener(); // one of its own for each call, whoever passes the same twice
      store.listeners.add(call);
      return () => void store.listeners.delete(call);
    },
    close() {
      store.openings -= 1;
      if (store.openings === 0) store.backend = undefined;
    },
  };
}
