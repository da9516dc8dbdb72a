import type { Access, Durability } from "@keyed-store/core";
import type { SqliteConnection, SqliteDriver } from "../../driver/driver.js";
import { openRefused } from "../../files/file-error.js";
import { mayWrite } from "../../files/is-writable.js";
import { set, setDurability, setSafety, setSynchronous } from "../../format/pragmas.js";
import { prepareSchema } from "../../format/prepare-schema.js";

/** What a connection is to be able to do. */
export interface Demand {
  readonly access: Access;
  readonly durability: Durability;
  /** Nobody can change the file, and nothing can be written beside it. */
  readonly unchanging: boolean;
}

/**
 * Opens a connection to a store whose file is there, and brings it to the present format.
 *
 * Read-only is a setting, not a way to open the file: a connection that could not write could neither recover the log
 * of a process that died nor clear it away at the end (KS-LIFE-4). Only where the file may not be written is it both.
 */
export function openConnection(driver: SqliteDriver, path: string, demand: Demand): SqliteConnection {
  const { access, durability, unchanging } = demand;
  if (unchanging && access === "read-write") throw openRefused(path, `${path} stands where nothing can be written.`);
  const readOnly = unchanging || (access === "read-only" && !mayWrite(path));
  const connection = driver.open({ path, readOnly, ...(unchanging ? { immutable: true } : {}) });
  try {
    setSafety(connection);
    prepareSchema(connection, path, access);
    if (access === "read-write") {
      setDurability(connection, durability);
      takeHold(connection);
    } else {
      setSynchronous(connection, durability);
      set(connection, "query_only", 1);
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Only a connection that has read in this mode holds the log: else another could close it as the last one. */
function takeHold(connection: SqliteConnection): void {
  connection.prepare("PRAGMA schema_version").get();
}
