import { type Access, KeyedStoreError } from "@keyed-store/core";
import type { SqliteConnection } from "../driver/driver.js";
import { openFailedError } from "../files/file-error.js";
import { APPLICATION_ID, MIGRATIONS, SCHEMA_OBJECTS, SCHEMA_VERSION } from "../sql/schema.js";
import { foreignDatabaseError, readFormatVersion } from "./format-version.js";
import { PAGE_BYTES } from "./pragmas.js";

/**
 * Makes sure that a store has the present format, and brings one to it that has none or an older one. Nothing is
 * written where nothing is to be done.
 */
export function verifyOrMigrateSchema(connection: SqliteConnection, databasePath: string, access: Access): void {
  const version = readFormatVersion(connection, databasePath);
  if (version === SCHEMA_VERSION) {
    verifySchemaObjects(connection, databasePath);
    return;
  }
  if (access === "read-only")
    throw openFailedError(databasePath, formatReadOnlyMigrationMessage(databasePath, version));
  // In a rollback journal, our id comes into the file itself before anything can be in a log.
  if (version === 0) {
    connection.exec(`PRAGMA journal_mode=DELETE; PRAGMA page_size=${PAGE_BYTES}; PRAGMA auto_vacuum=INCREMENTAL`);
  }
  migrateSchema(connection, databasePath);
}

/** Runs the steps that are missing, in one transaction. */
function migrateSchema(connection: SqliteConnection, databasePath: string): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    // Looked at again, for another process may have been faster.
    const present = readFormatVersion(connection, databasePath);
    for (const step of MIGRATIONS.slice(present)) connection.exec(step);
    connection.exec(`PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${SCHEMA_VERSION}`);
    connection.exec("COMMIT");
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function verifySchemaObjects(connection: SqliteConnection, databasePath: string): void {
  const present = connection
    .prepare("SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .all()
    .map(([object]) => String(object));
  const strange = present.find((object) => !SCHEMA_OBJECTS.includes(object));
  if (strange !== undefined) throw foreignDatabaseError(databasePath, strange);
  const missing = SCHEMA_OBJECTS.find((object) => !present.includes(object));
  if (missing === undefined) return;
  throw new KeyedStoreError(
    "KEYED_STORE_CORRUPT",
    `${databasePath} has lost its ${missing}; restore it from a backup.`,
    {
      operation: "open",
      path: databasePath,
    },
  );
}

function formatReadOnlyMigrationMessage(databasePath: string, formatVersion: number): string {
  return formatVersion === 0
    ? `${databasePath} holds no store yet; open it with access "read-write" once to create one.`
    : `${databasePath} has the older format ${formatVersion}; open it with access "read-write" once to bring it up to date.`;
}
