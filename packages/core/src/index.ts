export type { Backend, BackendOpenOptions } from "./backend/backend.js";
export type { BackendProvider, LoadedBackend, StorePlaceKind } from "./backend/backend-provider.js";
export {
  type ChangesCommand,
  type ChangesResult,
  type CheckCommand,
  type ClearCommand,
  type ClearOwnerCommand,
  type Command,
  type ConsumeCommand,
  type CountCommand,
  type DeleteCommand,
  type GetCommand,
  type GetManyCommand,
  type IncrementCommand,
  isWrite,
  type KeyRange,
  type KeyVersion,
  type OwnersCommand,
  type PutCommand,
  type ReplaceCommand,
  type RestoreCommand,
  type ResultByKind,
  type ResultOf,
  type ScanCommand,
  type ScanCursor,
  type SweepCommand,
  type TouchCommand,
  type UnversionedEntry,
  type UsageCommand,
} from "./backend/command.js";
export { computeExpiresAt, type Expiry, type NeverExpires, type TtlMs } from "./backend/expiry.js";
export type { NamespaceRef } from "./backend/namespace-ref.js";
export type { JsonText, StoredEntry } from "./backend/stored-entry.js";
export type { CommandResult, Outcome, Transaction, TransactionResults } from "./backend/transaction.js";
export type { Atomic, AtomicResult } from "./contract/atomic.js";
export type { Access, BackendInfo, Capabilities, Durability } from "./contract/backend-info.js";
export type {
  DeleteOptions,
  IncrementOptions,
  IterateOptions,
  Modification,
  RangeOptions,
  TouchOptions,
  WriteOptions,
} from "./contract/call-options.js";
export type { Claim, CommitArguments, LeaseOptions } from "./contract/claim.js";
export type { Clock, EpochMs } from "./contract/clock.js";
export type { Entry, EntryVersion } from "./contract/entry.js";
export type { KeyedStore } from "./contract/keyed-store.js";
export type { KeyedStoreOptions, OwnedKeyedStoreOptions } from "./contract/keyed-store-options.js";
export type { Limits } from "./contract/limits.js";
export type { OwnerScope } from "./contract/owner-scope.js";
export type {
  ReadOnlyKeyedStore,
  ReadOnlyOwnerScope,
  ReadOnlyStateStore,
  ReadOnlySyncKeyedStore,
} from "./contract/read-only.js";
export type { ProbeReport, ProbeStep, ProbeStepName } from "./contract/reports/probe-report.js";
export type { SweepOptions, SweepResult } from "./contract/reports/sweep.js";
export type { NamespaceUsage, OwnerUsage, Usage } from "./contract/reports/usage.js";
export type { RestoreOptions, RestoreRecord, RestoreResult } from "./contract/restore.js";
export type { Rejection, Selection, SelectionStage } from "./contract/selection.js";
export type { StateStore } from "./contract/state-store.js";
export type {
  BackendEvent,
  BackendSelectedEvent,
  Notice,
  OverCommittedEvent,
  StoreEvent,
} from "./contract/store-event.js";
export type { SyncKeyedStore } from "./contract/sync-keyed-store.js";
export type { JsonValue } from "./contract/values/json-value.js";
export type { SchemaIssue, SchemaResult, StandardSchema } from "./contract/values/standard-schema.js";
export type { Storable } from "./contract/values/storable.js";
export type { Change, WatchOptions } from "./contract/watch.js";
export { type CorruptEntryDetails, corruptEntryError } from "./errors/corrupt-entry-error.js";
export type { ErrorToThrow } from "./errors/error-to-throw.js";
export { invalidInputError } from "./errors/input-errors.js";
export {
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  isKeyedStoreError,
  KeyedStoreError,
  withMissingDetails,
} from "./errors/keyed-store-error.js";
export { getErrorCode } from "./host/get-error-code.js";
export { type HostGlobals, type HostTimer, hostGlobals } from "./host/host-globals.js";
export { isError } from "./host/is-error.js";
export { systemClock } from "./host/system-clock.js";
export type { ClaimCounts, ClaimedWork, ClaimResult, Claims, RunOptions, RunResult } from "./layers/claims/claims.js";
export { createClaims } from "./layers/claims/create-claims.js";
export { createMemoryFront } from "./layers/memory-front/create-memory-front.js";
export type { MemoryFront, MemoryFrontOptions, RecordOptions } from "./layers/memory-front/memory-front.js";
export { bundledOnly } from "./layers/plugin-runtime/bundled-only.js";
export { createPluginRuntime } from "./layers/plugin-runtime/create-plugin-runtime.js";
export type {
  BoundPluginRuntime,
  Plugin,
  PluginRefusalReason,
  PluginRuntime,
  PluginRuntimeOptions,
  PluginState,
} from "./layers/plugin-runtime/plugin-runtime.js";
export { createRateLimit } from "./layers/rate-limit/create-rate-limit.js";
export type { RateLimit, RateLimitOptions, TakeOptions, TakeResult } from "./layers/rate-limit/rate-limit.js";
export { memoryProvider } from "./memory/memory-provider.js";
export type { MemoryStoreOptions } from "./opening/memory-store-options.js";
export { openMemoryStore } from "./opening/open-memory-store.js";
export type { OpenOptions, OpenStateStoreOptions, ReadOnlyAccess } from "./opening/open-options.js";
export { openStateStore } from "./opening/open-state-store.js";
export { addToCounter } from "./rules/add-to-counter.js";
export type { CapContext, CapScope, LiveCounts } from "./rules/cap-context.js";
export { collectOutcomes } from "./rules/collect-outcomes.js";
export { crossesNearFullThreshold } from "./rules/crosses-near-full-threshold.js";
export { decideRestore } from "./rules/decide-restore.js";
export { enforceCaps } from "./rules/enforce-caps.js";
export { namespaceFullError, ownerFullError, transactionTooLargeError } from "./rules/full-errors.js";
export { isInKeyRange } from "./rules/is-in-key-range.js";
export { listChanges } from "./rules/list-changes.js";
export { scanEntries } from "./rules/scan-entries.js";
export { type NamespaceEntryCount, summarizeUsages } from "./rules/summarize-usages.js";
export { describeValue, formatReceivedArgument } from "./text/describe-value.js";
export { findNearestName } from "./text/find-nearest-name.js";
export type { ProblemText } from "./text/problem-text.js";
export { compareUtf8, countUtf8Bytes } from "./text/utf8.js";
export { checkOptions, type OptionValues } from "./validation/check-options.js";
export { DEFAULT_LIMITS, resolveLimits } from "./validation/resolve-limits.js";
export { decodeValue, isParsableJsonText } from "./values/decode.js";
export { type EncodeOptions, encodeValue } from "./values/encode.js";
