import { isKeyedStoreError } from "../errors/keyed-store-error.js";
import { backoffMs } from "../queue/backoff.js";
import type { Scheduler } from "../queue/scheduler.js";

/** Opens a store, waiting for another process that holds it up to `timeoutMs`, then and not before with `KEYED_STORE_BUSY`. */
export async function retryWhileBusy<R>(
  open: () => R | Promise<R>,
  timeoutMs: number,
  scheduler: Scheduler,
): Promise<R> {
  const deadline = scheduler.now() + timeoutMs;
  for (let busyCount = 0; ; busyCount++) {
    try {
      return await open();
    } catch (error) {
      const remainingMs = deadline - scheduler.now();
      if (remainingMs <= 0 || !isKeyedStoreError(error) || error.code !== "KEYED_STORE_BUSY") throw error;
      await new Promise<void>((resolve) =>
        scheduler.callLater(Math.min(remainingMs, backoffMs(busyCount, scheduler.random)), resolve),
      );
    }
  }
}
