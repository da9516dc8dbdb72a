/**
 * The exports of `keyed-store` in the order in which one meets them. An export that no section names is in the last one.
 *
 * @type {readonly { title: string, text?: string, names: readonly string[] }[]}
 */
export const SECTIONS = [
  {
    title: "Open a store",
    names: ["openStateStore", "OpenOptions", "Limits", "openMemoryStore", "MemoryStoreOptions"],
  },
  { title: "The store", names: ["StateStore", "KeyedStoreOptions"] },
  {
    title: "A namespace",
    text: "`SyncKeyedStore`, from `openSyncKeyedStore`, has the same operations, but for `watch`: they give at once what these promise, and throw where these reject.",
    names: [
      "KeyedStore",
      "Entry",
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
    names: ["OwnerScope", "Usage", "OwnerUsage", "RestoreRecord", "RestoreOptions", "RestoreResult"],
  },
  { title: "Several changes at once", names: ["Atomic", "AtomicResult"] },
  {
    title: "Work done once",
    names: ["createClaims", "Claims", "Claim", "ClaimResult", "RunResult", "RunOptions", "LeaseOptions", "ClaimCounts"],
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
    ],
  },
  {
    title: "Errors",
    text: "What each code means is in [the contract](contract.md#the-codes).",
    names: ["KeyedStoreError", "isKeyedStoreError", "ERROR_CODES", "ErrorCode", "ErrorDetails"],
  },
  { title: "Events", names: ["StoreEvent", "BackendSelectedEvent", "BackendEvent", "Notice", "OverCommittedEvent"] },
];

/** Where what is left over stands. */
export const LAST_SECTION = "Everything else";
