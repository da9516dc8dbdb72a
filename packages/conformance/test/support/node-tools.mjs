import { createRequire } from "node:module";

/** @returns {typeof import("node:sqlite").DatabaseSync} */
const engine = () => createRequire(import.meta.url)("node:sqlite").DatabaseSync;

/** Direct access to database files for the suite, with the SQLite that Node brings. */
export const tools = {
  /**
   * @param {string} path
   * @param {string} sql
   */
  run(path, sql) {
    const database = new (engine())(path);
    try {
      database.exec(sql);
    } finally {
      database.close();
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
