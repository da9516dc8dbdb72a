import { isKeyedStoreError, type KeyedStoreError } from "../../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { hostGlobals } from "../../host/host-globals.js";
import type { PendingChange } from "../../operations/watch/coalescing-change-buffer.js";
import type { WatchIterator } from "../../operations/watch/create-watch-iterator.js";
import { watchStoredEntries } from "../../operations/watch/watch-stored-entries.js";

/** After so long, a watch that failed is begun again. */
const RETRY_MS = 1_000;

/** What a store that is followed leads to. */
export interface StoreFollower {
  /** Called for each change, one after another. */
  onChange(change: PendingChange): Promise<void>;
  /** Called when changes may have been missed, with the error where the last attempt had none. */
  onLost(error: KeyedStoreError | undefined): void;
}

/** A store that is followed. */
export interface FollowedStore {
  /** Says that a key was seen to be live: where it is gone by now, that is a change too. */
  presumeLive(key: string): void;
}

/**
 * Follows the changes of a namespace until its store is closed. It keeps no process alive.
 *
 * @throws `KEYED_STORE_UNSUPPORTED` the backend does not tell of changes
 */
export function followStoreChanges(handle: NamespaceHandle<unknown>, follower: StoreFollower): FollowedStore {
  let hasFailed = false;
  let changes = start();

  function start(): WatchIterator<PendingChange> {
    return watchStoredEntries(handle, ALL, false, (change) => change);
  }

  async function run(): Promise<void> {
    try {
      for (let next = await changes.next(); next.done !== true; next = await changes.next()) {
        hasFailed = false;
        await follower.onChange(next.value);
      }
    } catch (error) {
      if (handle.store.closedMessage !== undefined) return;
      follower.onLost(hasFailed || !isKeyedStoreError(error) ? undefined : error);
      hasFailed = true;
      hostGlobals.setTimeout(restart, RETRY_MS).unref?.();
    }
  }

  function restart(): void {
    if (handle.store.closedMessage !== undefined) return;
    changes = start();
    follower.onLost(undefined); // What changed between the two watches, neither of them tells.
    void run();
  }

  void run();
  return { presumeLive: (key) => changes.presumeLive(key) };
}

const ALL = { keys: undefined, includes: () => true, initial: false, signal: undefined };
