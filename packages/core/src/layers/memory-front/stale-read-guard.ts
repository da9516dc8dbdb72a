/** Knows which keys changed since a read began, so that an older value that was read does not replace a newer one. */
export interface StaleReadGuard {
  /** Call it when a read begins. It gives a function that says whether a key changed since then. */
  startReading(): (key: string) => boolean;
  /** Call it when that read ends. */
  endReading(): void;
  recordChange(key: string): void;
}

/** Creates a tracker. It records changes only while something is being read. */
export function createStaleReadGuard(): StaleReadGuard {
  const changed = new Map<string, number>();
  let readers = 0;
  let changes = 0;
  return {
    startReading() {
      readers++;
      const began = changes;
      return (key) => (changed.get(key) ?? 0) > began;
    },
    endReading() {
      readers--;
      if (readers === 0) changed.clear();
    },
    recordChange(key) {
      if (readers > 0) changed.set(key, ++changes);
    },
  };
}
