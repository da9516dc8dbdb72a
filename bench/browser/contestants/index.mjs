import { idbKeyval } from "./idb-keyval.mjs";
import { indexedDatabases } from "./indexed-database.mjs";
import { keyedStore } from "./keyed-store.mjs";
import { sqlitePools } from "./sqlite-pool.mjs";

/**
 * Who is compared on the page. `open({ durability, entries })` gives `set` and `get` that do the same work, `setAll` and `getAll`
 * where many are asked in one call, and `close`. `durabilities` and `operations` are those that it is compared at; all where it does not say.
 */
export const CONTESTANTS = [keyedStore, ...indexedDatabases, idbKeyval, ...sqlitePools];
