/** Which keys have been changed since reading began, so that what was read before is not kept over them. */
export interface ChangesSince {
  /** To be called when reading begins; tells of a key whether it was changed since then. */
  begin(): (key: string) => boolean;
  /** To be called when that reading ends. */
  end(): void;
  note(key: string): void;
}

/** Nothing is being read, and nothing kept of what changes. */
export function changesSince(): ChangesSince {
  const changed = new Map<string, number>();
  let readers = 0;
  let changes = 0;
  return {
    begin() {
      readers++;
      const began = changes;
      return (key) => (changed.get(key) ?? 0) > began;
    },
    end() {
      readers--;
      if (readers === 0) changed.clear();
    },
    note(key) {
      if (readers > 0) changed.set(key, ++changes);
    },
  };
}
