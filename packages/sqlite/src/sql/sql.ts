/*
 * All SQL text that the kernel runs. Every statement reaches its rows through a key or a named index; a test asks
 * SQLite for the plan of each one. `INDEXED BY` makes a plan that would scan an error instead of a surprise.
 *
 * An entry's id is `namespace << 43 | version` (see schema.ts), so those of a namespace lie from `namespace << 43` to
 * `namespace << 43 | 0x7ffffffffff`, in the order of their age.
 */

/** Rows that `insertNewEntries` inserts. More save little and would leave more batches to the slower way. */
export const ROWS_PER_INSERT = 10;

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
    SELECT id, entries, evictable, next_expiry FROM namespace WHERE owner_id = ? AND name = ?`,
  namespaceById: "SELECT owner_id, name FROM namespace WHERE id = ?",
  namespacesOfOwner: "SELECT id FROM namespace WHERE owner_id = ? AND entries > 0",
  addNamespace: `
    INSERT INTO namespace (owner_id, name, entries, last_created_at, evictable) VALUES (?, ?, 0, 0, ?) RETURNING id`,
  saveNamespace: "UPDATE namespace SET entries = ?, evictable = ? WHERE id = ?",
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
    SELECT id, (
      SELECT min(entry.id) & 0x7ffffffffff FROM entry
      WHERE entry.id BETWEEN namespace.id << 43 AND namespace.id << 43 | 0x7ffffffffff
    ) AS oldest
    FROM namespace WHERE owner_id = ? AND evictable = 1 AND entries > 0 ORDER BY oldest LIMIT 1`,
  lastNamespace: "SELECT max(id) FROM namespace",

  getEntry: `SELECT json, created_at, expires_at, id & 0x7ffffffffff FROM entry WHERE namespace_id = ? AND key = ?`,
  findEntry: `SELECT id & 0x7ffffffffff, expires_at, created_at FROM entry WHERE namespace_id = ? AND key = ?`,
  insertEntry: `
    INSERT INTO entry (id, namespace_id, key, json, created_at, expires_at) VALUES (? << 43 | ?, ?, ?, ?, ?, ?)`,
  insertNewEntry: `
    INSERT INTO entry (id, namespace_id, key, json, created_at, expires_at) VALUES (? << 43 | ?, ?, ?, ?, ?, ?)
    ON CONFLICT (namespace_id, key) DO NOTHING`,
  insertNewEntries: `
    INSERT INTO entry (id, namespace_id, key, json, created_at, expires_at)
    VALUES
      (? << 43 | ?, ?, ?, ?, ?, ?), (? << 43 | ?, ?, ?, ?, ?, ?),
      (? << 43 | ?, ?, ?, ?, ?, ?), (? << 43 | ?, ?, ?, ?, ?, ?),
      (? << 43 | ?, ?, ?, ?, ?, ?), (? << 43 | ?, ?, ?, ?, ?, ?),
      (? << 43 | ?, ?, ?, ?, ?, ?), (? << 43 | ?, ?, ?, ?, ?, ?),
      (? << 43 | ?, ?, ?, ?, ?, ?), (? << 43 | ?, ?, ?, ?, ?, ?)
    ON CONFLICT (namespace_id, key) DO NOTHING`,
  updateEntry: `
    UPDATE entry SET id = ? << 43 | ?, json = ?, created_at = ?, expires_at = ? WHERE namespace_id = ? AND key = ?`,
  replaceVersion: "UPDATE entry SET id = ? << 43 | ?, json = ?, created_at = ? WHERE id = ? << 43 | ?",
  setExpiry: "UPDATE entry SET expires_at = ? WHERE namespace_id = ? AND key = ?",
  deleteEntry: "DELETE FROM entry WHERE namespace_id = ? AND key = ?",
  deleteVersions: "DELETE FROM entry WHERE id BETWEEN ? << 43 | ? AND ? << 43 | ?",
  deleteNamespaceEntries: `DELETE FROM entry WHERE id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff`,
  deleteOldest: `
    DELETE FROM entry WHERE id = (SELECT min(id) FROM entry WHERE id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff)`,
  deleteOldestMany: `
    DELETE FROM entry WHERE id BETWEEN ? << 43 AND (
      SELECT id FROM entry WHERE id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff ORDER BY id LIMIT 1 OFFSET ?)`,
  countSince: `SELECT count(*) FROM entry WHERE id BETWEEN ? << 43 | ? AND ? << 43 | 0x7ffffffffff`,

  oldestVersion: `
    SELECT min(id) & 0x7ffffffffff FROM entry WHERE id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff`,
  oldestLive: `
    SELECT id & 0x7ffffffffff FROM entry WHERE id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff
    AND (expires_at IS NULL OR expires_at > ?) ORDER BY id LIMIT 1`,
  liveKeys: `
    SELECT key, id & 0x7ffffffffff FROM entry WHERE id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff
    AND (expires_at IS NULL OR expires_at > ?) ORDER BY id`,
  firstLiveExpiry: `
    SELECT expires_at FROM entry INDEXED BY entry_by_expiry
    WHERE namespace_id = ? AND expires_at > ? ORDER BY expires_at LIMIT 1`,

  firstExpiry: `
    SELECT expires_at FROM entry INDEXED BY entry_by_expiry
    WHERE namespace_id = ? AND expires_at IS NOT NULL ORDER BY expires_at LIMIT 1`,
  deleteExpired: `
    DELETE FROM entry WHERE id IN (
      SELECT id FROM entry INDEXED BY entry_by_expiry
      WHERE namespace_id = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?)`,
  countExpired: "SELECT count(*) FROM entry INDEXED BY entry_by_expiry WHERE namespace_id = ? AND expires_at <= ?",

  namespaceHasRows: "SELECT 1 FROM namespace WHERE id = ? AND entries > 0",
  ownerHasRows: "SELECT 1 FROM owner WHERE name = ? AND entries > 0",
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

/** Which bounds a scan has. */
export interface ScanShape {
  readonly order: "age" | "key";
  readonly reverse: boolean;
  readonly after: boolean;
  readonly from: boolean;
  readonly to: boolean;
  /** Whether keys are all that is read. */
  readonly keysOnly: boolean;
}

/**
 * The text of a scan of that shape. Its parameters: by age `[namespace, after, namespace]`, backwards `[namespace,
 * namespace, after]`, and by key `[namespace, after, from, to]`, each without the bounds that it has not; then now and limit.
 */
export function buildScanSql({ order, reverse, after, from, to, keysOnly }: ScanShape): string {
  const beyond = reverse ? "<" : ">";
  return [
    `SELECT ${keysOnly ? "key" : "json, created_at, expires_at, id & 0x7ffffffffff, key"} FROM entry`,
    order === "age"
      ? `WHERE ${buildVersionCondition(reverse, after)}`
      : "INDEXED BY entry_by_key WHERE namespace_id = ?",
    order === "key" && after ? `AND key ${beyond} ?` : "",
    from ? "AND key >= ?" : "",
    to ? "AND key < ?" : "",
    "AND (expires_at IS NULL OR expires_at > ?)",
    `ORDER BY ${order === "age" ? "id" : "key"} ${reverse ? "DESC" : "ASC"} LIMIT ?`,
  ].join(" ");
}

/** One bound at each end: of two at one end, SQLite seeks by the first and walks to the other. */
function buildVersionCondition(reverse: boolean, hasAfterBound: boolean): string {
  if (!hasAfterBound) return "id BETWEEN ? << 43 AND ? << 43 | 0x7ffffffffff";
  return reverse ? "id >= ? << 43 AND id < ? << 43 | ?" : "id > ? << 43 | ? AND id <= ? << 43 | 0x7ffffffffff";
}
