import type { SqliteTools } from "../../../under-test/backend-under-test.js";
import { loadModuleExport } from "../../../under-test/load-module-export.js";
import type { Role } from "./role.js";

/** Holds the write lock of the database file until it may go on. */
export const lockRole: Role = async ({ task, store, awaitStart }) => {
  if (task.sqliteTools === undefined) throw new Error("a process that is to hold a lock needs sqliteTools");
  const path = store.databasePath;
  await store.close();
  const tools = (await loadModuleExport(task.sqliteTools)) as SqliteTools; // By the contract of BackendUnderTest.
  const release = tools.lock(path);
  await awaitStart();
  release();
};
