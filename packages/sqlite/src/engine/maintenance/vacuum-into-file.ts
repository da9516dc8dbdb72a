import type { SqliteConnection } from "../../driver/driver.js";
import { setAndVerifyPragma } from "../../format/pragmas.js";

/**
 * Has SQLite copy a store into an empty file that is there. `query_only` forbids it, although it only reads the store; so a read-only connection lifts that meanwhile.
 */
export function vacuumIntoFile(connection: SqliteConnection, emptyFilePath: string): void {
  const readOnly = connection.prepare("PRAGMA query_only").get()?.[0] === 1;
  if (readOnly) setAndVerifyPragma(connection, "query_only", 0);
  try {
    connection.vacuumInto(emptyFilePath);
  } finally {
    if (readOnly) setAndVerifyPragma(connection, "query_only", 1);
  }
}
