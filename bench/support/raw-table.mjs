import { mkdirSync } from "node:fs";
import { betterSqlite3 } from "../contestants/better-sqlite3.mjs";
import { drawn } from "./drawn.mjs";

/**
 * The measure of all: one table of better-sqlite3 without any rules, in WAL with synchronous=NORMAL, each write a
 * transaction of its own. Gives what is to be timed.
 */
export async function rawTable(directory, entries) {
  mkdirSync(directory, { recursive: true });
  const table = await betterSqlite3.open({ directory, durability: "process" });
  table.fill(entries);
  const { key, value } = drawn(entries);
  return {
    upsert: { run: () => table.setNow(key(), value()) },
    get: { run: () => table.getNow(key()) },
    all: { run: table.all },
    version: table.version,
    close: table.close,
  };
}
