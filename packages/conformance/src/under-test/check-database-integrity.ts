import { same } from "../assert/assert.js";
import type { BackendUnderTest, SqliteTools } from "./backend-under-test.js";
import { loadModuleExport } from "./load-module-export.js";

/** Asks SQLite whether a file is sound, where there are tools to ask with. Nothing may have it open. */
export async function checkDatabaseIntegrity({ sqliteTools }: BackendUnderTest, databasePath: string): Promise<void> {
  if (sqliteTools === undefined) return;
  const { all } = (await loadModuleExport(sqliteTools)) as SqliteTools; // By the contract of BackendUnderTest.
  const findings = (await all(databasePath, "PRAGMA integrity_check")).map((row) => row["integrity_check"]);
  same(findings, ["ok"], "the integrity of the file");
}
