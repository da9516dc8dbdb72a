import type { TamperingDetector } from "@keyed-store/sqlite/portable";
import { getExceptionName } from "../opfs/get-exception-name.js";

/** How often it is looked whether a file that is in use is still there. */
const LOOK_EVERY_MS = 1_000;

/**
 * Nobody can write to files that this session has open. But a browser that clears the data of a site takes their names away, and then
 * what is written is lost. To look takes time, so that the answer of one use is there for a later one (KS-LIFE-5).
 *
 * @param findFile - rejects with `NotFoundError` where the database is not there any more
 */
export function createGoneDetector(findFile: () => Promise<unknown>, monotonicNow: () => number): TamperingDetector {
  let lookedAt = monotonicNow();
  let isGone = false;

  async function look(): Promise<void> {
    try {
      await findFile();
    } catch (error) {
      isGone ||= getExceptionName(error) === "NotFoundError";
    }
  }

  return {
    detectTampering() {
      const now = monotonicNow();
      if (now - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = now;
        void look();
      }
      return isGone ? "gone" : undefined;
    },
    closeWithoutCheckpoint: (connection) => connection.abandon?.(),
    close() {},
  };
}
