/**
 * The exports of `keyed-store` in the order in which one meets them. An export that no section names is in the last one.
 *
 * @type {readonly { title: string, text?: string, names: readonly string[] }[]}
 */
export const SECTIONS = [
  {
    title: "Open a store",
    names: [
      "openStateStore",
      "OpenOptions",
      "Limits",
      "Durability",
      "Access",
      "Clock",
      "EpochMs",
      "openMemoryStore",
      "MemoryStoreOptions",
    ],
  },
  {
    title: "The store",
    names: [
      "StateStore",
      "KeyedStoreOptions",
      "StandardSchema",
      "SchemaResult",
      "SchemaIssue",
      "BackendInfo",
      "Capabilities",
      "Selection",
      "Rejection",
      "SelectionStage",
      "SweepOptions",
      "SweepResult",
      "ProbeReport",
      "ProbeStep",
      "ProbeStepName",
    ],
  },
  {
    title: "A namespace",
    text: "`SyncKeyedStore`, from `openSyncKeyedStore`, has the same operations, but for `watch`: they give at once what these promise, and throw where these reject.",
    names: [
      "KeyedStore",
      "Entry",
      "EntryVersion",
      "WriteOptions",
      "Modification",
      "IncrementOptions",
      "TouchOptions",
      "DeleteOptions",
      "RangeOptions",
      "IterateOptions",
      "WatchOptions",
      "Change",
    ],
  },
  {
    title: "An owner",
    names: ["OwnerScope", "Usage", "OwnerUsage", "NamespaceUsage", "RestoreRecord", "RestoreOptions", "RestoreResult"],
  },
  { title: "Several changes at once", names: ["Atomic", "AtomicResult"] },
  {
    title: "Work done once",
    names: [
      "createClaims",
      "Claims",
      "Claim",
      "ClaimResult",
      "CommitArguments",
      "RunResult",
      "RunOptions",
      "ClaimedWork",
      "WorkResult",
      "LeaseOptions",
      "ClaimCounts",
    ],
  },
  { title: "Rate limit", names: ["createRateLimit", "RateLimit", "RateLimitOptions", "TakeOptions", "TakeResult"] },
  { title: "Memory front", names: ["createMemoryFront", "MemoryFront", "MemoryFrontOptions", "RecordOptions"] },
  {
    title: "Plugin runtime",
    names: [
      "createPluginRuntime",
      "bundledOnly",
      "PluginRuntimeOptions",
      "PluginRuntime",
      "Plugin",
      "BoundPluginRuntime",
      "PluginState",
      "PluginRefusalReason",
    ],
  },
  {
    title: "Errors",
    text: "What each code means is in [the contract](contract.md#the-codes).",
    names: ["KeyedStoreError", "isKeyedStoreError", "ERROR_CODES", "ErrorCode", "ErrorDetails"],
  },
  { title: "Events", names: ["StoreEvent", "BackendSelectedEvent", "BackendEvent", "Notice", "OverCommittedEvent"] },
];

/** Where exports stand that are left over. */
export const LAST_SECTION = "Everything else";

/** What a `BackendProvider` comes to. Whoever only uses a store never meets it. */
export const BACKEND_SECTION = {
  title: "Inside a backend",
  text: "What the members of `BackendProvider` come to, for [whoever writes one](write-a-backend.md). It comes from `@keyed-store/core`.",
  asCode: true,
};

/** What the types above are made of. */
export const UNEXPORTED_SECTION = {
  title: "Parts of types",
  text: "What types above are made of. None of it is exported.",
  asCode: true,
};
