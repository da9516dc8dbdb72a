import type { NamespaceRef, Transaction } from "@keyed-store/core";

/** Beyond so many spaces the memory starts anew, so that it cannot grow without end. */
const MAX_KEPT = 10_000;

/** Replaces the copied spaces in commands by the equal ones that the engine has seen before: its caches go by identity. */
export interface NamespaceRefInterner {
  internBatch(batch: readonly Transaction[]): readonly Transaction[];
}

export function createNamespaceRefInterner(): NamespaceRefInterner {
  const byName = new Map<string, NamespaceRef>();

  function internRef(ref: NamespaceRef): NamespaceRef {
    const { owner, namespace, maxEntries, overflow, maxEntriesPerOwner, ownerOverflow } = ref;
    const name = JSON.stringify([
      owner,
      namespace,
      String(maxEntries),
      overflow,
      String(maxEntriesPerOwner),
      ownerOverflow,
    ]);
    const before = byName.get(name);
    if (before !== undefined) return before;
    if (byName.size >= MAX_KEPT) byName.clear();
    byName.set(name, ref);
    return ref;
  }

  return {
    internBatch(batch) {
      // A batch is copied as a whole, so that one space stays one object in it.
      const inBatch = new Map<NamespaceRef, NamespaceRef>();
      const replaced = (ref: NamespaceRef): NamespaceRef => {
        const found = inBatch.get(ref) ?? internRef(ref);
        inBatch.set(ref, found);
        return found;
      };
      for (const transaction of batch)
        for (const command of transaction)
          if ("ref" in command) (command as { ref: NamespaceRef }).ref = replaced(command.ref); // a copy of our own
      return batch;
    },
  };
}
