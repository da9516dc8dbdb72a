import { type HostTimer, hostGlobals } from "@keyed-store/core";

/** Tells listeners that the store may have changed. */
export interface ChangePoller {
  /** Tells them now. */
  tell(): void;
  /** @returns ends it */
  listen(listener: () => void): () => void;
}

/** Own writes are told of at once; those of others are looked for so often (KS-WATCH-2). */
const POLL_MS = 200;

/** Makes a poller. While somebody listens, it says every {@link POLL_MS} that others may have written; it keeps no process alive. */
export function createChangePoller(): ChangePoller {
  const listeners = new Set<() => void>();
  let timer: HostTimer | undefined;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    tell,
    listen(listener) {
      const call = (): void => listener(); // one of its own for each call, whoever passes the same twice
      listeners.add(call);
      if (timer === undefined) {
        timer = hostGlobals.setInterval(tell, POLL_MS);
        timer.unref?.();
      }
      return () => {
        listeners.delete(call);
        if (listeners.size > 0) return;
        hostGlobals.clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
