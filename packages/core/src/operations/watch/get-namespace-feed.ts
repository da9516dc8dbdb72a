import type { Command, ResultOf } from "../../backend/command.js";
import type { NamespaceRef } from "../../backend/namespace-ref.js";
import { submitOperation } from "../../calls/submit-operation.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import type { StoreContext } from "../../handles/store-context.js";
import { createStep } from "../../queue/operation-step.js";
import type { Read } from "./change-finder.js";
import { createNamespaceFeed, type NamespaceFeed } from "./create-namespace-feed.js";
import { findChangesOfKeys } from "./find-changes-of-keys.js";
import { findChangesOfRange } from "./find-changes-of-range.js";

/** Of an open store, those that have watchers. */
const feedsByStore: WeakMap<StoreContext, Map<string, NamespaceFeed>> = new WeakMap();

/**
 * The feed that all who watch a namespace through an open store share: one for those who watch ranges, and one for those who named keys.
 *
 * @throws `KEYED_STORE_UNSUPPORTED` the backend does not tell of changes
 */
export function getNamespaceFeed(store: StoreContext, ref: NamespaceRef, kind: "range" | "keys"): NamespaceFeed {
  const feeds = feedsByStore.get(store) ?? new Map<string, NamespaceFeed>();
  feedsByStore.set(store, feeds);
  const id = JSON.stringify([ref.owner, ref.namespace, kind]);
  const feed = feeds.get(id) ?? createFeed(store, ref, kind, () => void feeds.delete(id));
  feeds.set(id, feed);
  return feed;
}

function createFeed(
  store: StoreContext,
  ref: NamespaceRef,
  kind: "range" | "keys",
  onDeserted: () => void,
): NamespaceFeed {
  const { backend, client } = store;
  const subscribe = backend.watch?.bind(backend);
  if (subscribe === undefined) {
    const message = `The backend "${backend.info.name}" does not tell of changes.`;
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message);
  }
  const context = { operation: "watch", owner: ref.owner, namespace: ref.namespace };
  const read: Read = <C extends Command>(command: C) =>
    submitOperation(store, context, () => createStep<C["kind"], ResultOf<C>>(command, (result) => result));
  const { clock } = client;
  const finder = kind === "range" ? findChangesOfRange(ref, read, clock) : findChangesOfKeys(ref, read);
  return createNamespaceFeed({ subscribe, finder, clock, onDeserted });
}
