import { mapMaybePromise } from "../../async/map-maybe-promise.js";
import { assertOperationAllowed } from "../../calls/assert-operation-allowed.js";
import { submit } from "../../calls/submit.js";
import { withErrorContext } from "../../calls/with-error-context.js";
import type { Change } from "../../contract/watch.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { withCallerContext } from "../../handles/with-caller-context.js";
import { createStep } from "../../queue/operation-step.js";
import { decodeEntryWithSchema } from "../decode-with-schema.js";
import type { Read } from "./change-finder.js";
import { createWatchIterator, endedIterator } from "./create-watch-iterator.js";
import { findChangesOfKeys } from "./find-changes-of-keys.js";
import { findChangesOfRange } from "./find-changes-of-range.js";
import { parseWatchOptions, type WatchSettings } from "./parse-watch-options.js";
import { createPendingChanges, type PendingChange } from "./pending-changes.js";

/** The changes of a namespace from now on, for one loop. What is wrong with the call rejects with the first item. */
export function watch<T>(handle: NamespaceHandle<T>, options: unknown): AsyncIterable<Change<T>> {
  const iterator = startWatch(handle, options);
  return { [Symbol.asyncIterator]: () => iterator };
}

function startWatch<T>(handle: NamespaceHandle<T>, options: unknown): AsyncIterator<Change<T>, undefined> {
  try {
    return withErrorContext(handle, "watch", () => {
      assertOperationAllowed(handle.store, "watch");
      return createIterator(withCallerContext(handle), parseWatchOptions(handle, options));
    });
  } catch (error) {
    return endedIterator({ error });
  }
}

function createIterator<T>(
  handle: NamespaceHandle<T>,
  { keys, includes, initial, signal }: WatchSettings,
): AsyncIterator<Change<T>, undefined> {
  const { store, ref } = handle;
  const { owner, namespace } = ref;
  const { name } = store.backend.info;
  const subscribe = store.backend.watch?.bind(store.backend);
  if (subscribe === undefined) {
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", `The backend "${name}" does not tell of changes.`);
  }
  const pending = createPendingChanges();
  const read: Read = (command) =>
    submit(store, { operation: "watch", owner, namespace }, () => createStep(command, (result) => result));
  const { clock } = store.client;
  return createWatchIterator({
    subscribe,
    finder:
      keys === undefined
        ? findChangesOfRange(ref, includes, pending, read, clock)
        : findChangesOfKeys(ref, keys, pending, read),
    pending,
    decode: (change) => withErrorContext(handle, "watch", () => decodeChange(handle, change)),
    clock,
    initial,
    signal,
    closings: store.closings,
  });
}

function decodeChange<T>(handle: NamespaceHandle<T>, { key, stored }: PendingChange): Change<T> | Promise<Change<T>> {
  if (stored === undefined) return { key };
  return mapMaybePromise(decodeEntryWithSchema(handle, stored, "watch"), (entry) => ({ key, entry }));
}
