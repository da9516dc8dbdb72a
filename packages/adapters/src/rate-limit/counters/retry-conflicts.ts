import { isKeyedStoreError } from "@keyed-store/core";

/**
 * Runs `modify` until it is not beaten to it. Each time it is, another hit was counted, so that this comes to an end with the
 * flood that it counts.
 */
export async function retryConflicts<R>(modify: () => Promise<R>): Promise<R> {
  for (;;) {
    try {
      return await modify();
    } catch (error) {
      if (!isKeyedStoreError(error) || error.code !== "KEYED_STORE_CONFLICT") throw error;
    }
  }
}
