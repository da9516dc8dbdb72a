import type { StateStore, SweepResult } from "@keyed-store/core";

/**
 * Removes all expired entries, in short steps that let others in between.
 *
 * @param onStep - called after each step with the number of entries removed so far
 */
export async function sweepAllExpired(
  store: StateStore,
  onStep: (removed: number) => Promise<void> = async () => undefined,
): Promise<SweepResult> {
  let removed = 0;
  for (let more = true; more; ) {
    const step = await store.sweepExpired();
    removed += step.removed;
    more = step.more;
    await onStep(removed);
  }
  return { removed, more: false };
}
