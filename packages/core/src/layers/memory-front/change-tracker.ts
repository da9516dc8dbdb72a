/** Which keys have been changed since reading began, so that what was read before is not kept over them. */
export interface ChangeTracker {
  /** To be called when reading begins; tells of a key whether it was changed since then. */
  startReading(): (key: string) => boolean;
  /** To be called when that reading ends. */
  endReading(): void;
  recordChange(key: string): void;
}

/** Nothing is being read, and nothing kept of what changes. */
export function createChangeTracker(): ChangeTracker {
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
