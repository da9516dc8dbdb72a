import type { Command, ResultOf } from "../../backend/command.js";
import type { NamespaceRef } from "../../backend/namespace-ref.js";
import { submitOperation } from "../../calls/submit-operation.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import type { StoreContext } from "../../handles/store-context.js";
import { createSingleCommandStep } from "../../queue/operation-step.js";
import type { ReadStored } from "./change-finder.js";
import { createKeyChangeFinder } from "./create-key-change-finder.js";
import { createNamespaceFeed, type NamespaceFeed } from "./create-namespace-feed.js";
import { createRangeChangeFinder } from "./create-range-change-finder.js";

/** Whether a feed is for those who watch a range, or for those who watch some keys. */
export type FeedKind = "range" | "keys";

/** Of an open store, those that have watchers. */
const feedsByStore: WeakMap<StoreContext, Map<string, NamespaceFeed>> = new WeakMap();

/**
 * The feed that all who watch a namespace through an open store share: one for those who watch ranges, and one for those who named keys.
 *
 * @throws `KEYED_STORE_UNSUPPORTED` the backend does not tell of changes
 */
export function getOrCreateNamespaceFeed(store: StoreContext, ref: NamespaceRef, kind: FeedKind): NamespaceFeed {
  const feeds = feedsByStore.get(store) ?? new Map<string, NamespaceFeed>();
  feedsByStore.set(store, feeds);
  const id = JSON.stringify([ref.owner, ref.namespace, kind]);
  const feed = feeds.get(id) ?? createFeedOrThrowUnsupported(store, ref, kind, () => void feeds.delete(id));
  feeds.set(id, feed);
  return feed;
}

function createFeedOrThrowUnsupported(
  store: StoreContext,
  ref: NamespaceRef,
  kind: FeedKind,
  onLastWatcherLeft: () => void,
): NamespaceFeed {
  const { backend, client } = store;
  const subscribe = backend.watch?.bind(backend);
  if (subscribe === undefined) {
    const message = `The backend "${backend.info.name}" does not tell of changes.`;
    throw new KeyedStoreError("KEYED_STORE_UNSUPPORTED", message);
  }
  const context = { operation: "watch", owner: ref.owner, namespace: ref.namespace };
  const read: ReadStored = <C extends Command>(command: C) =>
    submitOperation(store, context, () => createSingleCommandStep<C["kind"], ResultOf<C>>(command, (result) => result));
  const { clock } = client;
  const finder = kind === "range" ? createRangeChangeFinder(ref, read, clock) : createKeyChangeFinder(ref, read);
  return createNamespaceFeed({ subscribe, finder, clock, onDeserted: onLastWatcherLeft });
}
