import type { Access, Durability } from "@keyed-store/core";
import type { SqliteConnection, SqliteDriver } from "../../driver/driver.js";
import { openFailedError } from "../../files/file-error.js";
import {
  setAndVerifyPragma,
  setDurabilityPragmas,
  setSafetyPragmas,
  setSynchronousPragma,
} from "../../format/pragmas.js";
import { verifyOrMigrateSchema } from "../../format/verify-or-migrate-schema.js";
import type { StoreHost } from "../../host/store-host.js";

/** What a connection must be able to do. */
export interface ConnectionRequirements {
  readonly access: Access;
  readonly durability: Durability;
  /** The most memory that cached rows may take, in bytes. */
  readonly cacheBytes: number;
}

/**
 * Opens a connection to a store whose file is there, and brings it to the present format.
 *
 * Read-only is a setting, not a way to open the file: a connection that could not write could neither recover the log
 * of a process that died nor clear it away at the end (KS-LIFE-4). Only where the file may not be written is it both.
 */
export function openConnection(
  driver: SqliteDriver,
  host: StoreHost,
  requirements: ConnectionRequirements,
): SqliteConnection {
  const { access, durability } = requirements;
  const { databasePath, isImmutable } = host;
  if (isImmutable && access === "read-write")
    throw openFailedError(databasePath, `${databasePath} stands where nothing can be written.`);
  const readOnly = isImmutable || (access === "read-only" && !host.isDatabaseWritable());
  const connection = driver.open({ path: databasePath, readOnly, ...(isImmutable ? { immutable: true } : {}) });
  try {
    setSafetyPragmas(connection);
    verifyOrMigrateSchema(connection, databasePath, access);
    if (access === "read-write") {
      setDurabilityPragmas(connection, durability);
      openWalByReadingPragma(connection);
    } else {
      setSynchronousPragma(connection, durability);
      setAndVerifyPragma(connection, "query_only", 1);
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Only a connection that has read in this mode holds the log: else another could close it as the last one. */
function openWalByReadingPragma(connection: SqliteConnection): void {
  connection.prepare("PRAGMA schema_version").get();
}
