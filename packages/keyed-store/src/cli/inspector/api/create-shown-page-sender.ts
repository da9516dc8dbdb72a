import { createPacedRefresh } from "../page/paced-refresh.js";

/**
 * Without a change that is told, what is shown is read so late after the files have changed: where one is told meanwhile, the store
 * need not be handed over twice.
 */
const AFTER_FILES_CHANGED_MS = 2_000;

/** Sends what a page shows, when it may have changed. */
export interface ShownPageSender {
  /** To be called for each change that is told. */
  noteChange(): void;
  /** To be called when the files have changed, by whatever. */
  noteFilesChanged(): void;
  end(): void;
}

/**
 * Makes the sender. It reads right after the changes that come together are told, since whoever had to hand over its store for these has
 * not got it back by then.
 *
 * @param readAndSend must not reject
 */
export function createShownPageSender(readAndSend: () => Promise<void>): ShownPageSender {
  let timer: NodeJS.Timeout | undefined;
  const sendSoon = createPacedRefresh(
    () => {
      clearTimeout(timer);
      timer = undefined;
      return readAndSend();
    },
    { soon: setImmediate },
  );
  return {
    noteChange: sendSoon,
    noteFilesChanged() {
      timer ??= setTimeout(sendSoon, AFTER_FILES_CHANGED_MS);
    },
    end: () => clearTimeout(timer),
  };
}
