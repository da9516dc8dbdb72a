import type { NamespaceRef, Transaction } from "@keyed-store/core";

/** Beyond so many spaces the memory starts anew, so that it cannot grow without end. */
const MAX_KEPT = 10_000;

/** Replaces the copied spaces in commands by the equal ones that the engine has seen before: its caches go by identity. */
export interface NamespaceInterner {
  internBatch(batch: readonly Transaction[]): readonly Transaction[];
}

export function createNamespaceInterner(): NamespaceInterner {
  const byName = new Map<string, NamespaceRef>();

  function intern(space: NamespaceRef): NamespaceRef {
    const { owner, namespace, maxEntries, overflow, maxEntriesPerOwner, ownerOverflow } = space;
    const name = JSON.stringify([owner, namespace, maxEntries, overflow, String(maxEntriesPerOwner), ownerOverflow]);
    const before = byName.get(name);
    if (before !== undefined) return before;
    if (byName.size >= MAX_KEPT) byName.clear();
    byName.set(name, space);
    return space;
  }

  return {
    internBatch(batch) {
      // A batch is copied as a whole, so that one space stays one object in it.
      const inBatch = new Map<NamespaceRef, NamespaceRef>();
      const replaced = (space: NamespaceRef): NamespaceRef => {
        const found = inBatch.get(space) ?? intern(space);
        inBatch.set(space, found);
        return found;
      };
      for (const transaction of batch)
        for (const command of transaction)
          if ("space" in command) (command as { space: NamespaceRef }).space = replaced(command.space); // a copy of our own
      return batch;
    },
  };
}
