import { createRequire } from "node:module";
import { SqliteFailure, sqliteProvider } from "@keyed-store/sqlite";

/** The backend `mine`, on better-sqlite3. `check` throws what rules out this host, having loaded nothing. */
export function mineProvider() {
  const module = { url: import.meta.url, export: "mineProvider" };
  return sqliteProvider({ name: "mine", check() {}, load: loadDriver, module });
}

/** @returns {import("@keyed-store/sqlite").SqliteDriver} */
function loadDriver() {
  const Database = createRequire(import.meta.url)("better-sqlite3");
  const open = (/** @type {string} */ path, /** @type {object} */ options) =>
    connectionOf(attempt(() => new Database(path, { timeout: 0, ...options })));
  const memory = open(":memory:", {});
  const sqliteVersion = String(memory.prepare("SELECT sqlite_version()").get()?.[0]);
  memory.close();
  return {
    name: "mine",
    engine: "better-sqlite3",
    engineVersion: createRequire(import.meta.url)("better-sqlite3/package.json").version,
    sqliteVersion,
    sharing: "shared", // It takes SQLite's own locks, so that processes may share a file.
    open: ({ path, readOnly }) => open(path, { readonly: readOnly, fileMustExist: true }),
    openMemory: () => open(":memory:", {}),
  };
}

/** @returns {import("@keyed-store/sqlite").SqliteConnection} */
function connectionOf(/** @type {any} */ database) {
  return {
    exec: (sql) => attempt(() => database.exec(sql)),
    prepare(sql) {
      const statement = attempt(() => database.prepare(sql));
      if (statement.reader) statement.raw(true); // Rows as arrays.
      return {
        run: (...values) => attempt(() => statement.run(...values).changes),
        get: (...values) => attempt(() => statement.get(...values)),
        all: (...values) => attempt(() => statement.all(...values)),
      };
    },
    get inTransaction() {
      return database.inTransaction;
    },
    vacuumInto: (path) => attempt(() => database.prepare("VACUUM INTO ?").run(path)),
    close: () => attempt(() => database.close()),
  };
}

/** Does what the library does, and names SQLite's primary result code where it fails: `SQLITE_BUSY`. */
function attempt(/** @type {() => any} */ work) {
  try {
    return work();
  } catch (error) {
    const { code, message } = /** @type {Error & { code?: string }} */ (error);
    const [result] = /^SQLITE_[A-Z]+/.exec(code ?? "") ?? [];
    throw result === undefined ? error : new SqliteFailure(result, message, { detail: code, cause: error });
  }
}
