import { computeRefreshRestMs } from "./compute-refresh-rest-ms.js";

/** What comes within so long is read at once. */
const GATHER_MS = 250;

/** The timers that a paced refresh runs on: those of the page, but in tests. */
export interface RefreshTimers {
  readonly now: () => number;
  readonly setTimeout: (callback: () => void, ms: number) => unknown;
}

/**
 * Gives a function that asks for a refresh. It comes soon, once for all that ask for it meanwhile, and later where the last one took
 * long: refreshes together take a fortieth of the time at most, but for one each ten seconds, whatever happens in the store.
 *
 * @param refresh must not reject
 */
export function createPacedRefresh(
  refresh: () => Promise<void>,
  timers: RefreshTimers = { now: () => performance.now(), setTimeout: (callback, ms) => setTimeout(callback, ms) },
): () => void {
  let isAwaited = false;
  let isUnderWay = false;
  let earliest = 0;

  function schedule(): void {
    timers.setTimeout(() => void refreshAndRest(), Math.max(GATHER_MS, earliest - timers.now()));
  }

  async function refreshAndRest(): Promise<void> {
    isAwaited = false;
    isUnderWay = true;
    const began = timers.now();
    await refresh();
    const ended = timers.now();
    earliest = ended + computeRefreshRestMs(ended - began);
    isUnderWay = false;
    // It may have read before what happened last.
    if (isAwaited) schedule();
  }

  return () => {
    if (isAwaited) return;
    isAwaited = true;
    if (!isUnderWay) schedule();
  };
}
