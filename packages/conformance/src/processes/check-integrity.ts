import { same } from "../assert/assert.js";
import type { BackendUnderTest, SqliteTools } from "../under-test/backend-under-test.js";
import { loadExport } from "../under-test/load-export.js";

/** Asks SQLite whether a file is sound, where there are tools to ask with. Nothing may have it open. */
export async function checkIntegrity({ sqliteTools }: BackendUnderTest, path: string): Promise<void> {
  if (sqliteTools === undefined) return;
  const { all } = (await loadExport(sqliteTools)) as SqliteTools; // By the contract of BackendUnderTest.
  const findings = all(path, "PRAGMA integrity_check").map((row) => row["integrity_check"]);
  same(findings, ["ok"], "the integrity of the file");
}
