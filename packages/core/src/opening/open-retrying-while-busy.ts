import { isKeyedStoreError } from "../errors/keyed-store-error.js";
import { computeBackoffMs } from "../queue/compute-backoff-ms.js";
import type { Scheduler } from "../queue/scheduler.js";

/** Opens a store, and tries again while another process holds it, for `timeoutMs`; after that `KEYED_STORE_BUSY` is thrown. */
export async function openRetryingWhileBusy<R>(
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
        scheduler.callLater(Math.min(remainingMs, computeBackoffMs(busyCount, scheduler.random)), resolve),
      );
    }
  }
}
