// SQLite's primary result codes, in the order of their numbers.
const NAMES = (
  "OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL " +
  "EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB"
).split(" ");

/**
 * The name of a result code, for libraries that give it as a number: an extended code gives that of its primary one, as
 * a `SqliteFailure` wants it. `SQLITE_FULL` of 13, `SQLITE_BUSY` of 517.
 */
export function getSqliteResultCodeName(resultCode: number): string {
  const name = NAMES[resultCode & 0xff];
  return name === undefined ? `SQLITE_UNKNOWN_${resultCode}` : `SQLITE_${name}`;
}
