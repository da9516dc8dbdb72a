import { createRequire } from "node:module";

/** @returns {typeof import("node:sqlite").DatabaseSync} */
const engine = () => createRequire(import.meta.url)("node:sqlite").DatabaseSync;

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Whether SQLite opened a file for reading only because, on Windows, another program such as a scanner had it open just then.
 *
 * @param {unknown} error
 */
const isHeld = (error) => process.platform === "win32" && /readonly database/.test(String(error));

/** Direct access to database files for the suite, with the SQLite that Node brings. */
export const tools = {
  /**
   * @param {string} path
   * @param {string} sql
   */
  run(path, sql) {
    for (let tried = 1; ; tried++) {
      const database = new (engine())(path);
      try {
        return database.exec(sql);
      } catch (error) {
        if (tried === 20 || !isHeld(error)) throw error;
        Atomics.wait(pause, 0, 0, 50);
      } finally {
        database.close();
      }
    }
  },
  /**
   * @param {string} path
   * @param {string} sql
   */
  all(path, sql) {
    const database = new (engine())(path);
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  },
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
