/** What a function of SQLite answers with, an extended code: 0 is success. */
export type SqliteResultCode = number;

// The result codes that say something else than that it failed.
export const SQLITE_OK = 0;
export const SQLITE_ROW = 100;
export const SQLITE_DONE = 101;
