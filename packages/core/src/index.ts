export type { Atomic, AtomicResult } from "./atomic.js";
export type {
  Access,
  Backend,
  BackendEvent,
  BackendInfo,
  BackendOpenOptions,
  BackendProvider,
  Capabilities,
  Durability,
  LoadedBackend,
  ProbeStep,
} from "./backend.js";
export type { DeleteOptions, IterateOptions, TouchOptions, WriteOptions } from "./call-options.js";
export type { Claim, ClaimResult, Claims, LeaseOptions } from "./claims/claims.js";
export { createClaims } from "./claims/create-claims.js";
export type { Clock } from "./clock.js";
export {
  type CheckCommand,
  type ClearCommand,
  type ClearOwnerCommand,
  type Command,
  type ConsumeCommand,
  type CountCommand,
  type DeleteCommand,
  type GetCommand,
  type GetManyCommand,
  isWrite,
  type Notice,
  type Outcome,
  type OwnersCommand,
  type OwnerUsage,
  type PutCommand,
  type RestoreCommand,
  type RestoreResult,
  type ResultByKind,
  type ResultOf,
  type ScanCommand,
  type Space,
  type StoredEntry,
  type SweepCommand,
  type SweepResult,
  type TouchCommand,
  type Transaction,
  type UsageCommand,
} from "./command.js";
export { type CorruptPlace, corruptEntry, decodeValue, isSound } from "./decode.js";
export { eachOutcome } from "./each-outcome.js";
export { type EncodeOptions, encodeValue } from "./encode.js";
export type { Entry } from "./entry.js";
export {
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  isKeyedStoreError,
  KeyedStoreError,
  withDetails,
} from "./error.js";
export { errorCodeOf } from "./error-code-of.js";
export type { BackendSelectedEvent, OverCommittedEvent, StoreEvent } from "./events.js";
export { createMemoryFront } from "./front/create-memory-front.js";
export type { MemoryFront, MemoryFrontOptions, RecordOptions } from "./front/memory-front.js";
export { namespaceFull, ownerFull, tooManyAtOnce } from "./full.js";
export { type HostGlobals, type HostTimer, hostGlobals } from "./host-globals.js";
export { isError } from "./is-error.js";
export type { JsonValue } from "./json.js";
export { judgeCaps, type Room, type Within } from "./judge-caps.js";
export { judgeRestore } from "./judge-restore.js";
export type { KeyedStore } from "./keyed-store.js";
export type { KeyedStoreOptions, OwnedKeyedStoreOptions } from "./keyed-store-options.js";
export { DEFAULT_LIMITS, type Limits, resolveLimits } from "./limits.js";
export { memoryProvider } from "./memory/memory-provider.js";
export { crossesNearFull } from "./near-full.js";
export type { OpenOptions, OpenStateStoreOptions } from "./open-options.js";
export { openStateStore } from "./open-state-store.js";
export type { OwnerScope, RestoreOptions, RestoreRecord, Usage } from "./owner-scope.js";
export { bundledOnly } from "./plugins/bundled-only.js";
export { createPluginRuntime } from "./plugins/create-plugin-runtime.js";
export type {
  BoundPluginRuntime,
  Plugin,
  PluginRuntime,
  PluginRuntimeOptions,
  PluginState,
} from "./plugins/plugin-runtime.js";
export type { ProbeReport } from "./probe-report.js";
export { scanEntries } from "./scan-entries.js";
export type { Rejection, Selection, SelectionStage } from "./selection.js";
export type { SchemaIssue, SchemaResult, StandardSchema } from "./standard-schema.js";
export type { StateStore, SweepOptions } from "./state-store.js";
export type { SyncKeyedStore } from "./sync-keyed-store.js";
export { usages } from "./usages.js";
export { compareUtf8 } from "./utf8.js";
export { systemClock } from "./whole-clock.js";
