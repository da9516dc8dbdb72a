import type { SqliteRow } from "../../driver/driver.js";

/** A row of the statement `getEntry`: JSON text, creation, expiry and version. */
export type EntryRow = SqliteRow;

/** A row of the statement `findEntry`, which leaves the JSON text where it is: version, expiry and creation. */
export type EntryHeaderRow = SqliteRow;
