import { createRequire } from "node:module";
import { createNodeDisk, loadDriver } from "@keyed-store/backend-wasm/testing";

/** Opens a database with one engine or the other, behind the same two functions. */
export async function connect(engine, path) {
  if (engine === "wasm") {
    const driver = await loadDriver(createNodeDisk);
    const connection = driver.open({ path, readOnly: false });
    return {
      exec: (sql) => connection.exec(sql),
      all: (sql) => connection.prepare(sql).all(),
      close: () => connection.close(),
    };
  }
  const Database = createRequire(import.meta.url)("better-sqlite3");
  const database = new Database(path);
  return {
    exec: (sql) => database.exec(sql),
    all: (sql) => database.prepare(sql).raw().all(),
    close: () => database.close(),
  };
}
