/** Writes that are on their way, of which so many may be so at once, and those that wait for their turn. */
export interface WriteBehindQueue<Write extends { readonly key: string }> {
  /** Sends a write off, behind all that came before; false where it has to wait. One to the same key that waits is left out. */
  add(write: Write): boolean;
  /** Leaves out the write to a key, if it still waits, and says whether it did. */
  withdraw(key: string): boolean;
  /** Sends all off and resolves when each has been tried. */
  flush(): Promise<void>;
}

/**
 * Writes in the order in which they were added.
 *
 * @param send - does a write; what comes of it is its own affair, so that it never rejects
 */
export function createWriteBehindQueue<Write extends { readonly key: string }>(
  maxInFlight: number,
  send: (write: Write) => Promise<void>,
): WriteBehindQueue<Write> {
  const inFlight = new Set<Promise<void>>();
  const waiting = new Map<string, Write>();

  function start(write: Write): void {
    const sent = send(write).finally(() => {
      inFlight.delete(sent);
      startNext();
    });
    inFlight.add(sent);
  }

  function startNext(): void {
    for (const [key, write] of waiting) {
      if (inFlight.size >= maxInFlight) return;
      waiting.delete(key);
      start(write);
    }
  }

  return {
    add(write) {
      if (inFlight.size < maxInFlight) {
        start(write);
        return true;
      }
      waiting.delete(write.key);
      waiting.set(write.key, write);
      return false;
    },
    withdraw: (key) => waiting.delete(key),
    async flush() {
      for (const write of waiting.values()) start(write);
      waiting.clear();
      await Promise.all(inFlight);
    },
  };
}
