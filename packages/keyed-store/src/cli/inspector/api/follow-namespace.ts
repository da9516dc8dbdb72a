import { setTimeout } from "node:timers/promises";
import type { Change, JsonValue, ReadOnlyStateStore } from "@keyed-store/core";
import { openNamespaceStore } from "../../store/open-namespace-store.js";
import type { NamespaceAddress } from "../page/protocol.js";
import { readNamespaceEntryCount } from "./read-namespace-entry-count.js";

/** Who follows a namespace. */
export interface NamespaceFollower {
  /** Told of a change; the next one is told when it resolves. */
  onChange(change: Change<JsonValue>): Promise<void>;
  /**
   * Called when the following begins, and again when changes begin or cease to be told. What is read by it and later is seen by the
   * changes that are told after it, so that nothing is missed.
   */
  onTellingChanged(isToldOfChanges: boolean): Promise<void>;
}

/** A watch keeps all keys of a namespace. The changes of a larger one than this are not told. */
const MOST_WATCHED = 10_000;

/** Nobody reads more than this in a second, and to find them keeps the store from those who make them. */
const MOST_TOLD_A_SECOND = 1_000;

/** So long the changes of a namespace that were too many are not told. */
const TELL_AGAIN_MS = 30_000;

/** Tells of the changes of a namespace, as far as there are not too many, until the signal is aborted. */
export async function followNamespace(
  store: ReadOnlyStateStore,
  { owner, namespace }: NamespaceAddress,
  signal: AbortSignal,
  follower: NamespaceFollower,
): Promise<void> {
  const countEntries = (): Promise<number> => readNamespaceEntryCount(store, owner, namespace);
  let wasTold: boolean | undefined;
  while (!signal.aborted) {
    if ((await countEntries()) <= MOST_WATCHED) {
      const changes = openNamespaceStore(store, owner, namespace).watch({ signal });
      // Whatever is read from now on is read after the watch began.
      await countEntries();
      wasTold = true;
      await follower.onTellingChanged(true);
      await tellUntilTooMany(changes, follower);
    }
    if (signal.aborted) return;
    if (wasTold !== false) await follower.onTellingChanged(false);
    wasTold = false;
    await waitUnlessAborted(TELL_AGAIN_MS, signal);
  }
}

async function tellUntilTooMany(changes: AsyncIterable<Change<JsonValue>>, follower: NamespaceFollower): Promise<void> {
  let told = 0;
  let countedFrom = performance.now();
  for await (const change of changes) {
    const now = performance.now();
    if (now - countedFrom >= 1_000) [told, countedFrom] = [0, now];
    told += 1;
    if (told > MOST_TOLD_A_SECOND) return;
    await follower.onChange(change);
  }
}

async function waitUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
