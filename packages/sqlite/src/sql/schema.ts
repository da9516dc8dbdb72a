/** Marks a file as ours: "KEYS" in ASCII, in SQLite's own header field for it. */
export const APPLICATION_ID = 0x4b455953;

/**
 * The greatest version that an entry can have. Its id is `namespace << 43 | version`: so the entries of a namespace lie
 * together in the order of their age, new ones are appended, the oldest are the first, and no index of ages is needed.
 */
export const LAST_VERSION = 0x7ff_ffff_ffff;

/** The greatest id that a namespace can have, as ids of entries are positive and have 63 bits. */
export const LAST_NAMESPACE = 0xf_ffff;

/**
 * The steps from an empty database to the present format. Step n leads to `user_version` n + 1. A step that was
 * released is never changed; a new format is a new step at the end.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    reserved_version INTEGER NOT NULL
  ) STRICT;
  INSERT INTO store (id, reserved_version) VALUES (1, 0);

  CREATE TABLE owner (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    entries INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE namespace (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    entries INTEGER NOT NULL,
    last_created_at INTEGER NOT NULL,
    evictable INTEGER NOT NULL,
    next_expiry INTEGER,
    UNIQUE (owner_id, name)
  ) STRICT;
  CREATE INDEX namespace_by_expiry ON namespace (next_expiry) WHERE next_expiry IS NOT NULL;
  CREATE INDEX namespace_by_owner_expiry ON namespace (owner_id, next_expiry) WHERE next_expiry IS NOT NULL;

  CREATE TABLE entry (
    id INTEGER PRIMARY KEY CHECK (id >> 43 = namespace_id),
    namespace_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX entry_by_key ON entry (namespace_id, key);
  CREATE INDEX entry_by_expiry ON entry (namespace_id, expires_at) WHERE expires_at IS NOT NULL;

  CREATE VIEW readable AS
  SELECT owner.name AS owner, namespace.name AS namespace, entry.key, entry.json,
    strftime('%Y-%m-%dT%H:%M:%fZ', entry.created_at / 1000.0, 'unixepoch') AS created,
    strftime('%Y-%m-%dT%H:%M:%fZ', entry.expires_at / 1000.0, 'unixepoch') AS expires,
    entry.id & 0x7ffffffffff AS version
  FROM entry JOIN namespace ON namespace.id = entry.namespace_id JOIN owner ON owner.id = namespace.owner_id;
  `,
];

/** The format that this version of the package writes, and the newest that it reads. */
export const SCHEMA_VERSION: number = MIGRATIONS.length;

/** What a store of the present format consists of, as `type name`; anything else in the file is foreign. */
export const SCHEMA_OBJECTS: readonly string[] = [
  "table store",
  "table owner",
  "table namespace",
  "index namespace_by_expiry",
  "index namespace_by_owner_expiry",
  "table entry",
  "index entry_by_key",
  "index entry_by_expiry",
  "view readable",
];
