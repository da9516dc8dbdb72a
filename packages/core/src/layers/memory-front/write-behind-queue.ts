/** Writes in flight, up to a limit, and writes that wait until one of those is done. */
export interface WriteBehindQueue<Write extends { readonly key: string }> {
  /** Sends a write; false where it has to wait behind others. It replaces one to the same key that waits. */
  add(write: Write): boolean;
  /** Drops the write to a key that still waits, and says whether there was one. */
  withdraw(key: string): boolean;
  /** Whether a write to a key still waits. */
  isWaiting(key: string): boolean;
  /** Sends all that wait and resolves when each write has been tried. */
  flush(): Promise<void>;
}

/**
 * Creates a queue that sends writes in the order in which they were added.
 *
 * @param send - does a write; it handles errors itself and never rejects
 */
export function createWriteBehindQueue<Write extends { readonly key: string }>(
  maxInFlight: number,
  send: (write: Write) => Promise<void>,
): WriteBehindQueue<Write> {
  const inFlight = new Set<Promise<void>>();
  const waiting = new Map<string, Write>();

  function startWrite(write: Write): void {
    const sent = send(write).finally(() => {
      inFlight.delete(sent);
      startWaitingWrites();
    });
    inFlight.add(sent);
  }

  function startWaitingWrites(): void {
    for (const [key, write] of waiting) {
      if (inFlight.size >= maxInFlight) return;
      waiting.delete(key);
      startWrite(write);
    }
  }

  return {
    add(write) {
      if (inFlight.size < maxInFlight) {
        startWrite(write);
        return true;
      }
      waiting.delete(write.key);
      waiting.set(write.key, write);
      return false;
    },
    isWaiting: (key) => waiting.has(key),
    withdraw: (key) => waiting.delete(key),
    async flush() {
      for (const write of waiting.values()) startWrite(write);
      waiting.clear();
      await Promise.all(inFlight);
    },
  };
}
