import type { EpochMs, Notice } from "@keyed-store/core";
import type { Statements } from "../../sql/statements.js";
import type { RowCache } from "../cache/row-cache.js";
import type { NamespaceCounters } from "../counters/counters.js";
import type { EntryCountCache } from "../counters/entry-count-cache.js";
import type { NamespaceIdCache } from "../counters/namespace-id-cache.js";
import type { VersionAllocator } from "../counters/version-allocator.js";
import type { TransactionGrowth } from "./growth.js";

/** What every command of a batch works with. */
export interface KernelContext {
  readonly statements: Statements;
  /** Counters and rules of the namespaces that are written to; only under the write lock. */
  readonly counters: EntryCountCache;
  readonly versions: VersionAllocator;
  readonly namespaceIds: NamespaceIdCache;
  rows: RowCache;
  /** Drops what is cached if another connection has committed since it was read; tells whether it did. */
  readonly dropCachesIfStale: () => boolean;
  /** Whether a transaction is open that has seen all commits before it: until it ends, nobody can make a cache stale. */
  isSnapshotOpen: boolean;
  /** The time of the whole batch: the clock is read once. */
  now: EpochMs;
  /** Notices that the running transaction returns beside its result. */
  notices: Notice[];
  /** The one namespace with pending evictions. */
  evictionBacklog: NamespaceCounters | undefined;
  /** Set while the steps of an `atomic()` run: caps are enforced when all are done. */
  growth: TransactionGrowth | undefined;
}
