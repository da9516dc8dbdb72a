import type { BackendProvider } from "@keyed-store/core";
import type { BrowserProviderOptions } from "./page/browser-provider-options.js";
import { createBrowserProvider } from "./page/create-browser-provider.js";
import { serveBrowserWorker, type WorkerScope } from "./worker/serve-browser-worker.js";

/*
 * All that a page without a bundler needs, in one module: the store, the backend, and the program of the worker, which is this module
 * once more. The engine lies beside it.
 */
export {
  type Access,
  type Atomic,
  type AtomicResult,
  type BackendEvent,
  type BackendInfo,
  type BackendProvider,
  type BackendSelectedEvent,
  type BoundPluginRuntime,
  bundledOnly,
  type Capabilities,
  type Change,
  type Claim,
  type ClaimCounts,
  type ClaimedWork,
  type ClaimResult,
  type Claims,
  type Clock,
  type CommitArguments,
  createClaims,
  createMemoryFront,
  createPluginRuntime,
  createRateLimit,
  DEFAULT_LIMITS,
  type DeleteOptions,
  type Durability,
  type Entry,
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  type IncrementOptions,
  type IterateOptions,
  isKeyedStoreError,
  type JsonValue,
  type KeyedStore,
  KeyedStoreError,
  type KeyedStoreOptions,
  type LeaseOptions,
  type Limits,
  type MemoryFront,
  type MemoryFrontOptions,
  type MemoryStoreOptions,
  type Modification,
  memoryProvider,
  type Notice,
  type OpenOptions,
  type OpenStateStoreOptions,
  type OverCommittedEvent,
  type OwnedKeyedStoreOptions,
  type OwnerScope,
  type OwnerUsage,
  openMemoryStore,
  openStateStore,
  type Plugin,
  type PluginRefusalReason,
  type PluginRuntime,
  type PluginRuntimeOptions,
  type PluginState,
  type ProbeReport,
  type ProbeStep,
  type RangeOptions,
  type RateLimit,
  type RateLimitOptions,
  type ReadOnlyAccess,
  type ReadOnlyKeyedStore,
  type ReadOnlyOwnerScope,
  type ReadOnlyStateStore,
  type ReadOnlySyncKeyedStore,
  type RecordOptions,
  type Rejection,
  type RestoreOptions,
  type RestoreRecord,
  type RestoreResult,
  type RunOptions,
  type RunResult,
  type SchemaIssue,
  type SchemaResult,
  type Selection,
  type SelectionStage,
  type StandardSchema,
  type StateStore,
  type Storable,
  type StoreEvent,
  type SweepOptions,
  type SweepResult,
  type SyncKeyedStore,
  type TakeOptions,
  type TakeResult,
  type TouchOptions,
  type Usage,
  type WatchOptions,
  type WriteOptions,
} from "@keyed-store/core";
export type { BrowserProviderOptions } from "./page/browser-provider-options.js";
export type { BrowserWorker } from "./page/browser-worker.js";
export { requestPersistentStorage } from "./page/request-persistent-storage.js";

const NAME = "keyed-store";

/** `browserProvider` of `@keyed-store/backend-browser`, with this module as the program of its worker. */
export function browserProvider(options: BrowserProviderOptions = {}): BackendProvider {
  return createBrowserProvider(options, () => new Worker(new URL(import.meta.url), { type: "module", name: NAME }));
}

const scope = globalThis as unknown as Partial<WorkerScope>; // a page has neither of the two that are asked for

// A worker of the user's own may import this module too.
if (scope.name === NAME && scope.location?.href === import.meta.url && !("document" in globalThis))
  serveBrowserWorker(scope as WorkerScope); // it is the worker that was started above
