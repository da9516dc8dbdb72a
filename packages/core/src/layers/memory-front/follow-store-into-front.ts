import type { StoredEntry } from "../../backend/stored-entry.js";
import { submitOperation } from "../../calls/submit-operation.js";
import type { EpochMs } from "../../contract/clock.js";
import type { EntryVersion } from "../../contract/entry.js";
import type { KeyedStoreError } from "../../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import type { PendingChange } from "../../operations/watch/coalescing-change-buffer.js";
import { createSingleCommandStep } from "../../queue/operation-step.js";
import { canDecodeEntry } from "./can-decode-entry.js";
import type { CachedEntry, EntryCache } from "./entry-cache.js";
import { type FollowedStore, followStoreChanges } from "./follow-store-changes.js";
import type { StaleReadGuard } from "./stale-read-guard.js";
import type { WriteBehindQueue } from "./write-behind-queue.js";

/** The parts of a memory front that follows its store. */
export interface FollowingFront {
  readonly handle: NamespaceHandle<unknown>;
  readonly cache: EntryCache;
  readonly staleReadGuard: StaleReadGuard;
  readonly writes: Pick<WriteBehindQueue<CachedEntry>, "isWaiting">;
  readonly putIntoCache: (entry: CachedEntry, createdAt: EpochMs, version?: EntryVersion) => void;
  readonly reportError: (event: { readonly error: KeyedStoreError; readonly key: string }) => void;
}

/** Changes in memory what others change in the store (KS-FRONT-5). What still waits to be written there stays. */
export function followStoreIntoFront(front: FollowingFront): FollowedStore {
  const { handle, cache, staleReadGuard, writes, putIntoCache, reportError } = front;
  const { ref } = handle;
  const { owner, namespace } = ref;

  /** The entry of the store, `undefined` also where it cannot be read or given. */
  async function read(key: string): Promise<StoredEntry | undefined> {
    try {
      const context = { operation: "lookup", owner, namespace };
      const found = await submitOperation(handle.store, context, () =>
        createSingleCommandStep({ kind: "get", ref, key }, (result) => result),
      );
      return found !== undefined && (await canDecodeEntry(handle, found)) ? found : undefined;
    } catch {
      return undefined;
    }
  }

  async function refresh({ key, stored }: PendingChange): Promise<void> {
    staleReadGuard.recordChange(key); // What is being read of it may be older.
    const cached = cache.get(key);
    if (cached === undefined || cached.json === stored?.json || writes.isWaiting(key)) return;
    const hasChanged = staleReadGuard.startReading();
    try {
      // Read anew, since what was recorded here meanwhile may be younger than the change.
      const found = await read(key);
      if (hasChanged(key) || writes.isWaiting(key)) return;
      cache.delete(key);
      if (found !== undefined) putIntoCache(found, found.createdAt, found.version);
    } finally {
      staleReadGuard.endReading();
    }
  }

  function dropWritten(): void {
    for (const key of cache.keys()) {
      staleReadGuard.recordChange(key);
      if (!writes.isWaiting(key)) cache.delete(key);
    }
  }

  return followStoreChanges(handle, {
    onChange: refresh,
    onLost(error) {
      dropWritten();
      if (error !== undefined) reportError({ error, key: "" });
    },
  });
}
