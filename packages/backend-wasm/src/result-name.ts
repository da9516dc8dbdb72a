export const SQLITE_OK = 0;
export const SQLITE_ROW = 100;
export const SQLITE_DONE = 101;

// SQLite's primary result codes, in the order of their numbers.
const NAMES = (
  "OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL " +
  "EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB"
).split(" ");

/** The name of a primary result code: `SQLITE_FULL`. */
export function resultName(code: number): string {
  const name = NAMES[code & 0xff];
  return name === undefined ? `SQLITE_UNKNOWN_${code}` : `SQLITE_${name}`;
}
