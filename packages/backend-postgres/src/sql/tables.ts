/**
 * The tables of a store, one PostgreSQL schema each. What is counted for each owner and namespace, and the receipts, have one row each that is
 * found by the newest stamp first: an ordinary counter row would be found through all its dead versions while any old snapshot
 * lives. Uniqueness comes from the lock of the owner.
 *
 * The indexes of entries by age and by expiry begin with expressions of their own, so that for each statement one index fits and no other: on new tables, of
 * which nothing is known, the server might take the wrong one, and keep that plan.
 */
export const TABLES: string = `
CREATE TABLE store (format int4 NOT NULL, incarnation uuid NOT NULL);

CREATE TABLE owner (
  id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE owner_ledger (owner_id int8 NOT NULL, stamp int8 NOT NULL, entries int8 NOT NULL, last_version int8 NOT NULL);
CREATE INDEX owner_ledger_newest ON owner_ledger (owner_id, stamp);

CREATE TABLE namespace (
  id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id int8 NOT NULL,
  name text COLLATE "C" NOT NULL,
  UNIQUE (owner_id, name)
);

CREATE TABLE namespace_ledger (
  owner_id int8 NOT NULL,
  namespace_id int8 NOT NULL,
  stamp int8 NOT NULL,
  entries int8 NOT NULL,
  evicts boolean NOT NULL,
  oldest int8 NOT NULL,
  next_expiry int8
);
CREATE INDEX namespace_ledger_newest ON namespace_ledger (namespace_id, stamp);
CREATE INDEX namespace_ledger_expiring ON namespace_ledger (next_expiry) WHERE next_expiry IS NOT NULL;

CREATE TABLE entry (
  owner_id int8 NOT NULL,
  namespace_id int8 NOT NULL,
  key text COLLATE "C" NOT NULL,
  version int8 NOT NULL,
  created int8 NOT NULL,
  expires int8,
  json text COLLATE "C" NOT NULL,
  sum int4 NOT NULL,
  PRIMARY KEY (owner_id, namespace_id, key)
);
CREATE UNIQUE INDEX entry_by_age ON entry ((-namespace_id), version);
CREATE INDEX entry_expiring ON entry ((~namespace_id), expires) WHERE expires IS NOT NULL;

CREATE TABLE client (id uuid PRIMARY KEY, seen timestamptz NOT NULL);
CREATE INDEX client_seen ON client (seen);

CREATE TYPE answer_1 AS (
  status int4[],
  counts int8[],
  row_op int4[],
  row_key text[],
  row_json text[],
  row_version int8[],
  row_created int8[],
  row_expires int8[],
  soonest int8[],
  notice_op int4[],
  notice_kind int4[],
  notice_namespace text[],
  notice_count int8[]
);

CREATE TABLE receipt (client uuid NOT NULL, seq int8 NOT NULL, answer text NOT NULL);
CREATE INDEX receipt_newest ON receipt (client, seq);

ALTER TABLE entry SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
ALTER TABLE owner_ledger SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, vacuum_truncate = off);
ALTER TABLE namespace_ledger SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, vacuum_truncate = off);
ALTER TABLE receipt SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, vacuum_truncate = off);
`;
