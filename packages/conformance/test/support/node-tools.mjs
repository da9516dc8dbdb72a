import { createRequire } from "node:module";

/** @returns {typeof import("node:sqlite").DatabaseSync} */
const engine = () => createRequire(import.meta.url)("node:sqlite").DatabaseSync;

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Whether SQLite could not open a file, or opened it for reading only, because on Windows another program such as a scanner
 * had it open just then.
 *
 * @param {unknown} error
 */
const isHeld = (error) =>
  process.platform === "win32" && /readonly database|unable to open database file/.test(String(error));

/**
 * Works on a database that is opened for it and closed again, once nobody else holds its file.
 *
 * @template Result
 * @param {string} path
 * @param {(database: import("node:sqlite").DatabaseSync) => Result} work
 * @returns {Result}
 */
function patiently(path, work) {
  for (let tried = 1; ; tried++) {
    try {
      const database = new (engine())(path);
      try {
        return work(database);
      } finally {
        database.close();
      }
    } catch (error) {
      if (tried === 20 || !isHeld(error)) throw error;
      // A scanner of another program keeps real time.
      Atomics.wait(pause, 0, 0, 50);
    }
  }
}

/** Direct access to database files for the suite, with the SQLite that Node brings. */
export const tools = {
  /**
   * @param {string} path
   * @param {string} sql
   */
  run: (path, sql) => patiently(path, (database) => database.exec(sql)),
  /**
   * @param {string} path
   * @param {string} sql
   */
  all: (path, sql) => patiently(path, (database) => database.prepare(sql).all()),
  /** @param {string} path */
  lock(path) {
    const database = new (engine())(path);
    database.exec("BEGIN IMMEDIATE");
    return () => {
      database.exec("ROLLBACK");
      database.close();
    };
  },
};
