import { computeRefreshRestMs } from "../page/compute-refresh-rest-ms.js";

/** The shortest rest after a reading, which others have the store for. */
const SHORTEST_REST_MS = 250;

/** Changes that are told come with a look of the watch, and these rest longer than this where others have to hand over the store. */
const LONGEST_REST_BEFORE_CHANGE_MS = 700;

/**
 * Where changes are told, and none is, what is shown is read so late after the files have changed: where one is told meanwhile, the
 * store need not be handed over twice.
 */
const AFTER_FILES_CHANGED_MS = 2_000;

/** By then, a store that was handed over is given back: the changes that wait to be told take their time, and others are not to wait for it. */
const GIVEN_BACK_AFTER_MS = 2;

/** Sends what a page shows, when it may have changed. */
export interface ShownPageSender {
  /**
   * To be called for each change that is told. It resolves a moment later, where what is shown is read at once a moment after that: the
   * other changes that were found together with this one are to wait for it, since whoever had to hand over its store for them has not
   * got it back by now, and gets it back then. Never rejects.
   */
  noteChange(): Promise<void>;
  /**
   * To be called when the files have changed, by whatever.
   *
   * @param isToldOfChanges - whether what has changed in the namespace is told as well
   */
  noteFilesChanged(isToldOfChanges: boolean): void;
  end(): void;
}

/**
 * Makes the sender.
 *
 * @param readAndSend must not reject
 */
export function createShownPageSender(readAndSend: () => Promise<void>): ShownPageSender {
  let timer: NodeJS.Timeout | undefined;
  let timerEndsAt = Number.POSITIVE_INFINITY;
  let sentAt = Number.NEGATIVE_INFINITY;
  let restMs = 0;
  let isUnderWay = false;
  let hasEnded = false;
  /** Whether the changes that come were found together with one that was noted: all of these come in one turn of the event loop. */
  let isNoted = false;

  async function send(): Promise<void> {
    cancelTimer();
    isUnderWay = true;
    const began = performance.now();
    await readAndSend();
    sentAt = performance.now();
    restMs = Math.max(computeRefreshRestMs(sentAt - began), SHORTEST_REST_MS);
    isUnderWay = false;
  }

  async function sendAfterRest(wantedRestMs: number): Promise<void> {
    const now = performance.now();
    if (isUnderWay || now < sentAt + wantedRestMs) sendLater(Math.max(sentAt + restMs - now, SHORTEST_REST_MS));
    else await send();
  }

  function sendLater(ms: number): void {
    const endsAt = performance.now() + ms;
    if (hasEnded || endsAt >= timerEndsAt) return;
    cancelTimer();
    timerEndsAt = endsAt;
    timer = setTimeout(() => {
      timerEndsAt = Number.POSITIVE_INFINITY;
      void sendAfterRest(restMs);
    }, ms);
  }

  function cancelTimer(): void {
    clearTimeout(timer);
    timerEndsAt = Number.POSITIVE_INFINITY;
  }

  return {
    async noteChange() {
      if (isNoted) return;
      await sendAfterRest(Math.min(restMs, LONGEST_REST_BEFORE_CHANGE_MS));
      await new Promise((resolve) => setTimeout(resolve, GIVEN_BACK_AFTER_MS));
      isNoted = true;
      setImmediate(() => {
        isNoted = false;
      });
    },
    noteFilesChanged(isToldOfChanges) {
      if (isToldOfChanges) sendLater(AFTER_FILES_CHANGED_MS);
      else void sendAfterRest(restMs);
    },
    end() {
      hasEnded = true;
      cancelTimer();
    },
  };
}
