import Database from "better-sqlite3";

/** Direct access to database files for the suite, in a form that child processes can load too. */
export const tools = {
  run(path, sql) {
    const database = new Database(path);
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  },
  all(path, sql) {
    const database = new Database(path);
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  },
  lock(path) {
    const database = new Database(path);
    database.exec("BEGIN IMMEDIATE");
    return () => {
      database.exec("ROLLBACK");
      database.close();
    };
  },
};
