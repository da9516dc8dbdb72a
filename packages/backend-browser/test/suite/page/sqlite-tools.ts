import type { SqliteRows, SqliteTools } from "@keyed-store/conformance/portable";
import initSqlJs, { type Database } from "sql.js/dist/sql-wasm-debug.js";
import { opfsFiles } from "./opfs-files.js";

/** Where in a database's header it is said that there is a log beside it, and what says that there is none. */
const FORMAT_BYTES = [18, 19];
const NO_LOG = 1;

const engine = initSqlJs({ locateFile: () => "/lib/engine.wasm" });

/** Direct access to a database file: it is read whole, changed in memory and written again. */
export const sqliteTools: SqliteTools = {
  async run(path, sql) {
    const bytes = (await listFilesBeside(path)).length === 0 ? new Uint8Array() : await opfsFiles.read(path);
    const database = await openCopy(bytes);
    database.run(sql);
    const after = database.export();
    database.close();
    await opfsFiles.write(path, after);
  },
  async all(path, sql) {
    const database = await openCopy(await opfsFiles.read(path));
    const rows = readRows(database, sql);
    database.close();
    return rows;
  },
  lock() {
    throw new Error("nothing but a store locks what it has open in a browser");
  },
};

async function listFilesBeside(path: string): Promise<string[]> {
  const at = path.lastIndexOf("/");
  return (await opfsFiles.listNames(path.slice(0, at))).filter((name) => name === path.slice(at + 1));
}

async function openCopy(bytes: Uint8Array): Promise<Database> {
  const { Database: open } = await engine;
  for (const index of FORMAT_BYTES) if (index < bytes.length) bytes[index] = NO_LOG;
  return new open(bytes);
}

function readRows(database: Database, sql: string): SqliteRows {
  const statement = database.prepare(sql);
  const rows: Record<string, unknown>[] = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
}
