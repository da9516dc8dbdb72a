import { KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection } from "../driver/driver.js";
import { openError } from "../files/file-error.js";
import { APPLICATION_ID, SCHEMA_VERSION } from "../sql/schema.js";

/**
 * The format of the store in a database; 0 for an empty database, which is as good as no file.
 *
 * @throws `KEYED_STORE_OPEN_FAILED` it belongs to something else
 * @throws `KEYED_STORE_SCHEMA_UNSUPPORTED` a newer version of this package wrote it
 */
export function readFormatVersion(connection: SqliteConnection, path: string): number {
  if (connection.inTransaction) return readVersionInTransaction(connection, path);
  // At one point in time: another process may be making a store of it.
  connection.exec("BEGIN");
  try {
    return readVersionInTransaction(connection, path);
  } finally {
    if (connection.inTransaction) connection.exec("ROLLBACK");
  }
}

function readVersionInTransaction(connection: SqliteConnection, path: string): number {
  const applicationId = readPragma(connection, "PRAGMA application_id");
  const version = readPragma(connection, "PRAGMA user_version");
  if (applicationId === APPLICATION_ID && version > SCHEMA_VERSION) throw newerFormatError(path, version);
  if (applicationId === APPLICATION_ID && version > 0) return version;
  const object = connection.prepare("SELECT type || ' ' || name FROM sqlite_schema LIMIT 1").get()?.[0];
  if (applicationId === 0 && version === 0 && object === undefined) return 0;
  throw foreignDatabaseError(path, object === undefined ? undefined : String(object));
}

/** The refusal of a database that belongs to something else. */
export function foreignDatabaseError(path: string, object?: string): KeyedStoreError {
  const detail = object === undefined ? "" : ` (it has the ${object})`;
  return openError(
    path,
    `${path} is a database of another program${detail}. It was left as it is; choose another fileName.`,
  );
}

function newerFormatError(path: string, version: number): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_SCHEMA_UNSUPPORTED",
    `${path} has format ${version}; this version of keyed-store reads up to ${SCHEMA_VERSION}. Update keyed-store.`,
    { operation: "open", path },
  );
}

function readPragma(connection: SqliteConnection, pragma: string): number {
  return Number(connection.prepare(pragma).get()?.[0] ?? 0);
}
