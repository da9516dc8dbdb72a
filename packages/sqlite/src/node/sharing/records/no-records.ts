import type { SessionDirectory } from "./session-directory.js";

/** Records for a store that nobody can change: nobody is in anybody's way, and none could be written. */
export const NO_RECORDS: SessionDirectory = {
  withSessionFileNames: (question) => question([]),
  hasRecord: () => true,
  createRecord() {},
  removeSessionFile() {},
};
