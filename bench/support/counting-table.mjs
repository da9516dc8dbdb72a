import { join } from "node:path";
import { createSampleKey, createSampleValue } from "@keyed-store/conformance/bench";
import { loadDatabase } from "./load-database.mjs";

const { Database } = loadDatabase();

/**
 * Expiry and caps as one first thinks of them, on one table of better-sqlite3: each write removes what has expired,
 * writes, counts the namespace, drops the oldest beyond its cap, and counts the owner. The reference for what that costs.
 * Gives the contestant that writes a new key into a full namespace.
 */
export function countingTable(directory, entries) {
  const database = new Database(join(directory, `counting-${entries}.sqlite`));
  database.pragma("journal_mode=WAL");
  database.pragma("synchronous=NORMAL");
  database.exec(`
    CREATE TABLE entry (
      owner TEXT NOT NULL, namespace TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL,
      created_at INTEGER NOT NULL, expires_at INTEGER, PRIMARY KEY (owner, namespace, key)
    );
    CREATE INDEX entry_by_expiry ON entry (expires_at) WHERE expires_at IS NOT NULL;
    CREATE INDEX entry_by_age ON entry (owner, namespace, created_at, key);`);
  const live = "(expires_at IS NULL OR expires_at > ?)";
  const prune = database.prepare("DELETE FROM entry WHERE owner = ? AND namespace = ? AND expires_at <= ?");
  const upsert = database.prepare(`
    INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (owner, namespace, key)
    DO UPDATE SET json = excluded.json, created_at = excluded.created_at, expires_at = excluded.expires_at`);
  const count = database.prepare(`SELECT count(*) FROM entry WHERE owner = ? AND namespace = ? AND ${live}`).pluck();
  const evict = database.prepare(`
    DELETE FROM entry WHERE rowid IN (
      SELECT rowid FROM entry WHERE owner = ? AND namespace = ? AND ${live} AND key <> ?
      ORDER BY created_at, key LIMIT ?)`);
  const countOwner = database.prepare(`SELECT count(*) FROM entry WHERE owner = ? AND ${live}`).pluck();
  const place = ["bench", "bench"];

  const register = database.transaction((key, json) => {
    const now = Date.now();
    prune.run(...place, now);
    upsert.run(...place, key, json, now, null);
    const surplus = count.get(...place, now) - entries;
    if (surplus > 0) evict.run(...place, now, key, surplus);
    if (countOwner.get("bench", now) > entries) throw new Error("the owner is full");
  }).immediate;
  database.transaction(() => {
    for (let i = 0; i < entries; i++)
      upsert.run(...place, createSampleKey(i), JSON.stringify(createSampleValue(i)), i, null);
  })();
  // Those that were driven out are new again, so the keys never come to an end.
  const keys = Array.from({ length: 2 * entries }, (_, i) => createSampleKey(i));
  let next = entries;
  return {
    register: { run: () => register(keys[next++ % keys.length], JSON.stringify(createSampleValue(next))) },
    close: () => database.close(),
  };
}
