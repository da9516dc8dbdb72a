import { idbKeyval } from "./idb-keyval.mjs";
import { indexedDatabase } from "./indexed-database.mjs";
import { keyedStore } from "./keyed-store.mjs";
import { sqlitePools } from "./sqlite-pool.mjs";

/**
 * Who is compared on the page. `open({ durability, entries })` gives `set` and `get` that do the same work, and `close`.
 * `durabilities` are those that it is compared at; both where it does not say.
 */
export const CONTESTANTS = [keyedStore, indexedDatabase, idbKeyval, ...sqlitePools];
