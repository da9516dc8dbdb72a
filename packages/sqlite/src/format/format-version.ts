import { KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection } from "../driver/driver.js";
import { openFailedError } from "../files/file-error.js";
import { APPLICATION_ID, SCHEMA_VERSION } from "../sql/schema.js";

/**
 * The format of the store in a database; 0 for an empty database, which is as good as no file.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` it belongs to something else
 * @throws `KEYED_STORE_SCHEMA_UNSUPPORTED` a newer version of this package wrote it
 */
export function readFormatVersion(connection: SqliteConnection, databasePath: string): number {
  if (connection.inTransaction) return readFormatVersionInTransaction(connection, databasePath);
  // At one point in time: another process may be making a store of it.
  connection.exec("BEGIN");
  try {
    return readFormatVersionInTransaction(connection, databasePath);
  } finally {
    if (connection.inTransaction) connection.exec("ROLLBACK");
  }
}

function readFormatVersionInTransaction(connection: SqliteConnection, databasePath: string): number {
  const applicationId = readNumericPragma(connection, "PRAGMA application_id");
  const version = readNumericPragma(connection, "PRAGMA user_version");
  if (applicationId === APPLICATION_ID && version > SCHEMA_VERSION) throw newerFormatError(databasePath, version);
  if (applicationId === APPLICATION_ID && version > 0) return version;
  const object = connection.prepare("SELECT type || ' ' || name FROM sqlite_schema LIMIT 1").get()?.[0];
  if (applicationId === 0 && version === 0 && object === undefined) return 0;
  throw foreignDatabaseError(databasePath, object === undefined ? undefined : String(object));
}

/** The refusal of a database that belongs to something else. */
export function foreignDatabaseError(databasePath: string, foreignObject?: string): KeyedStoreError {
  const detail = foreignObject === undefined ? "" : ` (it has the ${foreignObject})`;
  return openFailedError(
    databasePath,
    `${databasePath} is a database of another program${detail}. It was left as it is; choose another fileName.`,
  );
}

function newerFormatError(databasePath: string, formatVersion: number): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_SCHEMA_UNSUPPORTED",
    `${databasePath} has format ${formatVersion}; this version of keyed-store reads up to ${SCHEMA_VERSION}. Update keyed-store.`,
    { operation: "open", path: databasePath },
  );
}

function readNumericPragma(connection: SqliteConnection, pragmaStatement: string): number {
  return Number(connection.prepare(pragmaStatement).get()?.[0] ?? 0);
}
