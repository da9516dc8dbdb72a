import { isKeyedStoreError } from "../errors/keyed-store-error.js";
import { backoffMs } from "../queue/backoff.js";
import type { Waiting } from "../queue/scheduler.js";

/** Opens a store, waiting for another process that holds it up to `timeoutMs`, then and not before with `KEYED_STORE_BUSY`. */
export async function openWhenFree<R>(open: () => R | Promise<R>, timeoutMs: number, waiting: Waiting): Promise<R> {
  const deadline = waiting.now() + timeoutMs;
  for (let refusals = 0; ; refusals++) {
    try {
      return await open();
    } catch (error) {
      const left = deadline - waiting.now();
      if (left <= 0 || !isKeyedStoreError(error) || error.code !== "KEYED_STORE_BUSY") throw error;
      await new Promise<void>((resolve) => waiting.later(Math.min(left, backoffMs(refusals, waiting.random)), resolve));
    }
  }
}
