/*
 * All SQL text that the kernel runs. Every statement reaches its rows through a key or a named index; a test asks
 * SQLite for the plan of each one. `INDEXED BY` makes a plan that would scan an error instead of a surprise.
 */

/** The statements of the kernel by name. Parameters stand in the order in which they are read in the text. */
export const SQL = {
  begin: "BEGIN",
  beginImmediate: "BEGIN IMMEDIATE",
  commit: "COMMIT",
  rollback: "ROLLBACK",
  savepoint: "SAVEPOINT step",
  rollbackToSavepoint: "ROLLBACK TO step",
  releaseSavepoint: "RELEASE step",

  /** Changes when another connection has committed, and only then. */
  dataVersion: "PRAGMA data_version",

  reservedVersion: "SELECT reserved_version FROM store WHERE id = 1",
  reserveVersions: "UPDATE store SET reserved_version = ? WHERE id = 1",

  findOwner: "SELECT id, entries FROM owner WHERE name = ?",
  ownerById: "SELECT id, entries, name FROM owner WHERE id = ?",
  addOwner: "INSERT INTO owner (name, entries) VALUES (?, 0) RETURNING id",
  saveOwner: "UPDATE owner SET entries = ? WHERE id = ?",

  namespaceId: `
    SELECT namespace.id FROM owner JOIN namespace ON namespace.owner_id = owner.id
    WHERE owner.name = ? AND namespace.name = ?`,
  findNamespace: `
    SELECT id, entries, last_created_at, evictable, next_expiry FROM namespace WHERE owner_id = ? AND name = ?`,
  namespaceById: "SELECT owner_id, name FROM namespace WHERE id = ?",
  namespacesOfOwner: "SELECT id FROM namespace WHERE owner_id = ? AND entries > 0",
  addNamespace: `
    INSERT INTO namespace (owner_id, name, entries, last_created_at, evictable) VALUES (?, ?, 0, 0, ?) RETURNING id`,
  saveNamespace: "UPDATE namespace SET entries = ?, last_created_at = ?, evictable = ? WHERE id = ?",
  saveNextExpiry: "UPDATE namespace SET next_expiry = ? WHERE id = ?",
  nextExpiring: `
    SELECT id, next_expiry FROM namespace INDEXED BY namespace_by_expiry
    WHERE next_expiry <= ? ORDER BY next_expiry LIMIT 2`,
  nextExpiringOfOwner: `
    SELECT id FROM namespace INDEXED BY namespace_by_owner_expiry
    WHERE owner_id = ? AND next_expiry <= ? ORDER BY next_expiry LIMIT 1`,
  evictableOfOwner: "SELECT total(entries) FROM namespace WHERE owner_id = ? AND evictable = 1",
  evictableOfOthers: "SELECT total(entries) FROM namespace WHERE owner_id = ? AND evictable = 1 AND id <> ?",
  oldestEvictableOfOwner: `
    SELECT id, (SELECT min(version) FROM entry INDEXED BY entry_by_age WHERE namespace_id = namespace.id) AS oldest
    FROM namespace WHERE owner_id = ? AND evictable = 1 AND entries > 0 ORDER BY oldest LIMIT 1`,

  getEntry: "SELECT json, created_at, expires_at, version FROM entry WHERE namespace_id = ? AND key = ?",
  findEntry: "SELECT version, expires_at, created_at FROM entry WHERE namespace_id = ? AND key = ?",
  insertEntry: `
    INSERT INTO entry (namespace_id, key, json, created_at, expires_at, version) VALUES (?, ?, ?, ?, ?, ?)`,
  insertNewEntry: `
    INSERT INTO entry (namespace_id, key, json, created_at, expires_at, version) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (namespace_id, key) DO NOTHING`,
  replaceOldest: `
    UPDATE OR IGNORE entry SET key = ?, json = ?, created_at = ?, expires_at = ?, version = ?
    WHERE namespace_id = ? AND key <> ?
      AND version = (SELECT min(version) FROM entry INDEXED BY entry_by_age WHERE namespace_id = ?)`,
  updateEntry: `
    UPDATE entry SET json = ?, created_at = ?, expires_at = ?, version = ? WHERE namespace_id = ? AND key = ?`,
  setExpiry: "UPDATE entry SET expires_at = ? WHERE namespace_id = ? AND key = ?",
  deleteEntry: "DELETE FROM entry WHERE namespace_id = ? AND key = ?",
  deleteNamespaceEntries: "DELETE FROM entry WHERE namespace_id = ?",
  deleteOldest: `
    DELETE FROM entry WHERE namespace_id = ?
      AND version = (SELECT min(version) FROM entry INDEXED BY entry_by_age WHERE namespace_id = ?)`,
  deleteOldestMany: `
    DELETE FROM entry WHERE namespace_id = ? AND version <= (
      SELECT version FROM entry INDEXED BY entry_by_age WHERE namespace_id = ? ORDER BY version LIMIT 1 OFFSET ?)`,
  youngestEntry: `
    SELECT version, created_at FROM entry INDEXED BY entry_by_age
    WHERE namespace_id = ? ORDER BY version DESC LIMIT 1`,
  countSince: "SELECT count(*) FROM entry INDEXED BY entry_by_age WHERE namespace_id = ? AND version >= ?",

  firstExpiry: `
    SELECT expires_at FROM entry INDEXED BY entry_by_expiry
    WHERE namespace_id = ? AND expires_at IS NOT NULL ORDER BY expires_at LIMIT 1`,
  expiredKeys: `
    SELECT key FROM entry INDEXED BY entry_by_expiry
    WHERE namespace_id = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?`,
  countExpired: "SELECT count(*) FROM entry INDEXED BY entry_by_expiry WHERE namespace_id = ? AND expires_at <= ?",

  rowsOfNamespace: "SELECT 1 FROM namespace WHERE id = ? AND entries > 0",
  rowsOfOwner: "SELECT 1 FROM owner WHERE name = ? AND entries > 0",
  countLive: `
    SELECT entries - (
      SELECT count(*) FROM entry INDEXED BY entry_by_expiry WHERE namespace_id = namespace.id AND expires_at <= ?)
    FROM namespace WHERE id = ?`,
  usageOfOwner: `
    SELECT owner.name, namespace.name, namespace.entries - (
      SELECT count(*) FROM entry INDEXED BY entry_by_expiry WHERE namespace_id = namespace.id AND expires_at <= ?)
    FROM owner JOIN namespace ON namespace.owner_id = owner.id
    WHERE owner.name = ? AND namespace.entries > 0 ORDER BY namespace.name`,
  usageOfAll: `
    SELECT owner.name, namespace.name, namespace.entries - (
      SELECT count(*) FROM entry INDEXED BY entry_by_expiry WHERE namespace_id = namespace.id AND expires_at <= ?)
    FROM owner CROSS JOIN namespace ON namespace.owner_id = owner.id
    WHERE namespace.entries > 0 ORDER BY owner.name, namespace.name`,
} as const;

/** Which bounds a scan has; parameters follow in this order: namespace, after, from, to, now, limit. */
export interface ScanShape {
  readonly order: "age" | "key";
  readonly reverse: boolean;
  readonly after: boolean;
  readonly from: boolean;
  readonly to: boolean;
}

/** The text of a scan of that shape. */
export function scanSql({ order, reverse, after, from, to }: ScanShape): string {
  const column = order === "age" ? "version" : "key";
  return [
    "SELECT json, created_at, expires_at, version, key FROM entry",
    order === "age" ? "INDEXED BY entry_by_age" : "NOT INDEXED",
    "WHERE namespace_id = ?",
    after ? `AND ${column} ${reverse ? "<" : ">"} ?` : "",
    from ? `AND ${column} >= ?` : "",
    to ? `AND ${column} < ?` : "",
    "AND (expires_at IS NULL OR expires_at > ?)",
    `ORDER BY ${column} ${reverse ? "DESC" : "ASC"} LIMIT ?`,
  ].join(" ");
}
