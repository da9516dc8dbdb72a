import type { Command, ResultOf } from "../../backend/command.js";
import { submitOperation } from "../../calls/submit-operation.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { createStep } from "../../queue/operation-step.js";
import { toKeyedStoreError } from "../../queue/to-keyed-store-error.js";
import type { Read } from "./change-finder.js";
import { createWatchIterator, type WatchIterator } from "./create-watch-iterator.js";
import { findChangesOfKeys } from "./find-changes-of-keys.js";
import { findChangesOfRange } from "./find-changes-of-range.js";
import type { WatchSettings } from "./parse-watch-options.js";
import { createPendingChanges, type PendingChange } from "./pending-changes.js";

/**
 * Watches a namespace from now on.
 *
 * @param keepsAlive - whether the process stays alive while an item is awaited
 * @param decode - makes of a change what is given
 * @throws `KEYED_STORE_UNSUPPORTED` the backend does not tell of changes
 */
export function watchStored<Item>(
  { store, ref }: NamespaceHandle<unknown>,
  { keys, includes, initial, signal }: WatchSettings,
  keepsAlive: boolean,
  decode: (change: PendingChange) => Item | Promise<Item>,
): WatchIterator<Item> {
  const { owner, namespace } = ref;
  const subscribe = store.backend.watch?.bind(store.backend);
  if (subscribe === undefined) {
    const message = `The backend "${store.backend.info.name}" does not tell of changes.`;
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message);
  }
  const context = { operation: "watch", owner, namespace };
  const pending = createPendingChanges();
  const read: Read = <C extends Command>(command: C) =>
    submitOperation(store, context, () => createStep<C["kind"], ResultOf<C>>(command, (result) => result));
  const { clock } = store.client;
  return createWatchIterator({
    subscribe,
    finder:
      keys === undefined
        ? findChangesOfRange(ref, includes, pending, read, clock)
        : findChangesOfKeys(ref, keys, pending, read),
    pending,
    decode,
    clock,
    initial,
    keepsAlive,
    signal,
    toError: (error) => toKeyedStoreError(error, context, store.backend, false),
    closings: store.closings,
  });
}
