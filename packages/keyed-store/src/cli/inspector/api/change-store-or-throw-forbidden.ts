import { KeyedStoreError, type StateStore } from "@keyed-store/core";
import type { InspectorContext } from "./api-operation.js";

/** Lets `work` change the store where the command line allows it. The store is open read-only otherwise, so that nobody could. */
export async function changeStoreOrThrowForbidden<R>(
  { reopeningStore }: InspectorContext,
  work: (store: StateStore) => Promise<R>,
): Promise<R> {
  if (reopeningStore.change !== undefined) return reopeningStore.change(work);
  const message = "This inspector only looks. Start it with --write to change the store.";
  throw new KeyedStoreError("KEYED_STORE_FORBIDDEN", message, { operation: "command-line" });
}

/** Refuses what would show values where they are hidden. */
export function assertValuesRevealed({ isRevealed }: InspectorContext): void {
  if (isRevealed) return;
  const message = "Values are hidden. Start the inspector with --reveal to see them.";
  throw new KeyedStoreError("KEYED_STORE_FORBIDDEN", message, { operation: "command-line" });
}
