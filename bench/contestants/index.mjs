import { betterSqlite3 } from "./better-sqlite3.mjs";
import { classicLevel } from "./classic-level.mjs";
import { keyedStores } from "./keyed-store.mjs";
import { keyv } from "./keyv.mjs";
import { lmdbs } from "./lmdb.mjs";
import { nodeSqlite } from "./node-sqlite.mjs";
import { nodeSqlite3Wasms } from "./node-sqlite3-wasm.mjs";
import { unstorage } from "./unstorage.mjs";

/**
 * Who is compared. `open({ directory, durability, entries })` gives functions that do the same work, as far as there are
 * any: `set` and `get` through promises, `setNow` and `getNow` at once, `all` entries with their values; the version of
 * what is below; and `close`. `can` says what more there is, and is shown; nothing is emulated. `durabilities` are those
 * that it is compared at; both where it does not say.
 */
export const CONTESTANTS = [
  ...keyedStores,
  betterSqlite3,
  nodeSqlite,
  ...nodeSqlite3Wasms,
  keyv,
  unstorage,
  classicLevel,
  ...lmdbs,
];
