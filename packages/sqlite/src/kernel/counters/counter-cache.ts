import { KeyedStoreError, type Space } from "@keyed-store/core";
import { SqliteFailure, type SqliteRow } from "../../driver/driver.js";
import { LAST_NAMESPACE } from "../../sql/schema.js";
import type { Statements } from "../../sql/statements.js";
import type { NamespaceLedger, OwnerLedger } from "./counters.js";

/** Beyond so many namespaces the cache starts anew, so that it cannot grow without end. */
const MOST_KEPT = 10_000;

/** The ledgers in use, read once and kept while no other connection writes. */
export interface Ledgers {
  /** The ledger of a namespace; one that was never written to has the id 0. */
  of(space: Space): NamespaceLedger;
  byId(id: number): NamespaceLedger;
  owner(name: string): OwnerLedger;
  /** Gives the namespace and its owner their rows, where they have none. */
  establish(ledger: NamespaceLedger): void;
  /** To be called when a batch begins. */
  begin(): void;
  /** Writes down what has changed since the batch began, one row each. */
  save(): void;
  /** Drops everything kept: it may no longer be true. */
  forget(): void;
}

/** Ledgers over the tables `owner` and `namespace`. */
export function ledgers(sql: Statements): Ledgers {
  let bySpace = new WeakMap<Space, NamespaceLedger>();
  let byName = new Map<string, NamespaceLedger>();
  let owners = new Map<string, OwnerLedger>();
  let touched = new Set<NamespaceLedger>();

  const owner = (name: string): OwnerLedger => {
    const known = owners.get(name);
    if (known !== undefined) return known;
    const row = sql.findOwner.get(name);
    const entries = Number(row?.[1] ?? 0);
    const ledger: OwnerLedger = { id: Number(row?.[0] ?? 0), name, entries, savedEntries: entries };
    owners.set(name, ledger);
    return ledger;
  };

  const named = (ownerName: string, name: string): NamespaceLedger => {
    const path = `${ownerName} ${name}`;
    const known = byName.get(path);
    if (known !== undefined) return known;
    const belongsTo = owner(ownerName);
    const row = belongsTo.id === 0 ? undefined : sql.findNamespace.get(belongsTo.id, name);
    const ledger = row === undefined ? newLedger(belongsTo, name) : readLedger(belongsTo, name, row);
    byName.set(path, ledger);
    return ledger;
  };

  const forget = (): void => {
    bySpace = new WeakMap();
    byName = new Map();
    owners = new Map();
    touched = new Set();
  };

  return {
    owner,
    of(space) {
      let ledger = bySpace.get(space);
      if (ledger === undefined) {
        ledger = named(space.owner, space.namespace);
        bySpace.set(space, ledger);
      }
      touched.add(ledger);
      return ledger;
    },
    byId(id) {
      const [ownerId, name] = expectRow(sql.namespaceById.get(id));
      const ownerRow = expectRow(sql.ownerById.get(Number(ownerId)));
      const ledger = named(String(ownerRow[2]), String(name));
      touched.add(ledger);
      return ledger;
    },
    establish(ledger) {
      if (ledger.id !== 0) return;
      const last = Number(sql.lastNamespace.get()?.[0] ?? 0);
      if (last >= LAST_NAMESPACE) throw tooManyNamespaces(ledger);
      if (ledger.owner.id === 0) ledger.owner.id = Number(expectRow(sql.addOwner.get(ledger.owner.name))[0]);
      ledger.id = Number(expectRow(sql.addNamespace.get(ledger.owner.id, ledger.name, ledger.evictable))[0]);
      ledger.savedEvictable = ledger.evictable;
    },
    begin() {
      if (byName.size > MOST_KEPT) forget();
      else touched.clear();
    },
    save() {
      for (const ledger of touched) saveLedger(sql, ledger);
    },
    forget,
  };
}

function tooManyNamespaces({ owner, name }: NamespaceLedger): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_LIMIT_EXCEEDED",
    `The store has ${LAST_NAMESPACE} namespaces, the most that one file can have. Export it and import what is still used into a new one.`,
    { owner: owner.name, namespace: name },
  );
}

function newLedger(owner: OwnerLedger, name: string): NamespaceLedger {
  return {
    id: 0,
    owner,
    name,
    entries: 0,
    owed: 0,
    evictable: 0,
    nextExpiry: null,
    savedEntries: 0,
    savedEvictable: 0,
    savedNextExpiry: null,
  };
}

function readLedger(owner: OwnerLedger, name: string, row: SqliteRow): NamespaceLedger {
  const [id, entries, evictable, nextExpiry] = row;
  const ledger = newLedger(owner, name);
  ledger.id = Number(id);
  ledger.entries = ledger.savedEntries = Number(entries);
  ledger.evictable = ledger.savedEvictable = Number(evictable);
  ledger.nextExpiry = ledger.savedNextExpiry = nextExpiry === null ? null : Number(nextExpiry);
  return ledger;
}

function saveLedger(sql: Statements, ledger: NamespaceLedger): void {
  if (ledger.id === 0) return;
  if (ledger.entries !== ledger.savedEntries || ledger.evictable !== ledger.savedEvictable) {
    sql.saveNamespace.run(ledger.entries, ledger.evictable, ledger.id);
    ledger.savedEntries = ledger.entries;
    ledger.savedEvictable = ledger.evictable;
  }
  if (ledger.nextExpiry !== ledger.savedNextExpiry) {
    sql.saveNextExpiry.run(ledger.nextExpiry, ledger.id);
    ledger.savedNextExpiry = ledger.nextExpiry;
  }
  if (ledger.owner.entries !== ledger.owner.savedEntries) {
    sql.saveOwner.run(ledger.owner.entries, ledger.owner.id);
    ledger.owner.savedEntries = ledger.owner.entries;
  }
}

function expectRow(row: SqliteRow | undefined): SqliteRow {
  if (row !== undefined) return row;
  throw new SqliteFailure("SQLITE_CORRUPT", "the tables of owners and namespaces contradict each other");
}
