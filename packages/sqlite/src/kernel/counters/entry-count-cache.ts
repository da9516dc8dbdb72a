import { KeyedStoreError, type NamespaceRef } from "@keyed-store/core";
import { SqliteFailure, type SqliteRow } from "../../driver/driver.js";
import { LAST_NAMESPACE } from "../../sql/schema.js";
import type { Statements } from "../../sql/statements.js";
import type { NamespaceCounters, NamespaceId, OwnerCounters } from "./counters.js";

/** Beyond so many namespaces the cache starts anew, so that it cannot grow without end. */
const MAX_CACHED_NAMESPACES = 10_000;

/** Caches the counters of the namespaces and owners in use: read once, kept while no other connection writes. */
export interface EntryCountCache {
  /** The counters of a namespace; one that was never written to has the id 0. */
  getForNamespace(ref: NamespaceRef): NamespaceCounters;
  getForNamespaceId(id: NamespaceId): NamespaceCounters;
  getForOwner(name: string): OwnerCounters;
  /** Inserts the rows of the namespace and its owner where they have none. */
  insertMissingRows(counters: NamespaceCounters): void;
  /** The caller calls it when a batch begins. */
  beginBatch(): void;
  /** Saves what has changed since the batch began, one row each. */
  saveChanged(): void;
  /** Drops the whole cache: it may no longer be true. */
  clear(): void;
}

/** A cache over the tables `owner` and `namespace`. */
export function createEntryCountCache(statements: Statements): EntryCountCache {
  let bySpace = new WeakMap<NamespaceRef, NamespaceCounters>();
  let byName = new Map<string, NamespaceCounters>();
  let owners = new Map<string, OwnerCounters>();
  let touched = new Set<NamespaceCounters>();

  const findOwner = (name: string): OwnerCounters => {
    const known = owners.get(name);
    if (known !== undefined) return known;
    const row = statements.findOwner.get(name);
    const entries = Number(row?.[1] ?? 0);
    const counters: OwnerCounters = { id: Number(row?.[0] ?? 0), name, entries, savedEntries: entries };
    owners.set(name, counters);
    return counters;
  };

  const findNamespace = (ownerName: string, name: string): NamespaceCounters => {
    const path = `${ownerName} ${name}`;
    const known = byName.get(path);
    if (known !== undefined) return known;
    const owner = findOwner(ownerName);
    const row = owner.id === 0 ? undefined : statements.findNamespace.get(owner.id, name);
    const counters =
      row === undefined ? createNamespaceCounters(owner, name) : parseNamespaceCounters(owner, name, row);
    byName.set(path, counters);
    return counters;
  };

  const clear = (): void => {
    bySpace = new WeakMap();
    byName = new Map();
    owners = new Map();
    touched = new Set();
  };

  return {
    getForOwner: findOwner,
    getForNamespace(ref) {
      let counters = bySpace.get(ref);
      if (counters === undefined) {
        counters = findNamespace(ref.owner, ref.namespace);
        bySpace.set(ref, counters);
      }
      touched.add(counters);
      return counters;
    },
    getForNamespaceId(id) {
      const [ownerId, name] = throwCorruptUnlessRow(statements.namespaceById.get(id));
      const ownerRow = throwCorruptUnlessRow(statements.ownerById.get(Number(ownerId)));
      const counters = findNamespace(String(ownerRow[2]), String(name));
      touched.add(counters);
      return counters;
    },
    insertMissingRows(counters) {
      if (counters.id !== 0) return;
      const last = Number(statements.lastNamespace.get()?.[0] ?? 0);
      if (last >= LAST_NAMESPACE) throw tooManyNamespacesError(counters);
      if (counters.owner.id === 0)
        counters.owner.id = Number(throwCorruptUnlessRow(statements.addOwner.get(counters.owner.name))[0]);
      counters.id = Number(
        throwCorruptUnlessRow(statements.addNamespace.get(counters.owner.id, counters.name, counters.evictable))[0],
      );
      counters.savedEvictable = counters.evictable;
    },
    beginBatch() {
      if (byName.size > MAX_CACHED_NAMESPACES) clear();
      else touched.clear();
    },
    saveChanged() {
      for (const counters of touched) saveChangedCounters(statements, counters);
    },
    clear,
  };
}

function tooManyNamespacesError({ owner, name }: NamespaceCounters): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_LIMIT_EXCEEDED",
    `The store has ${LAST_NAMESPACE} namespaces, the most that one file can have. Export it and import what is still used into a new one.`,
    { owner: owner.name, namespace: name },
  );
}

function createNamespaceCounters(owner: OwnerCounters, namespaceName: string): NamespaceCounters {
  return {
    id: 0,
    owner,
    name: namespaceName,
    entries: 0,
    pendingEvictions: 0,
    evictable: 0,
    nextExpiry: null,
    savedEntries: 0,
    savedEvictable: 0,
    savedNextExpiry: null,
  };
}

function parseNamespaceCounters(owner: OwnerCounters, namespaceName: string, row: SqliteRow): NamespaceCounters {
  const [id, entries, evictable, nextExpiry] = row;
  const counters = createNamespaceCounters(owner, namespaceName);
  counters.id = Number(id);
  counters.entries = counters.savedEntries = Number(entries);
  counters.evictable = counters.savedEvictable = Number(evictable);
  counters.nextExpiry = counters.savedNextExpiry = nextExpiry === null ? null : Number(nextExpiry);
  return counters;
}

function saveChangedCounters(statements: Statements, counters: NamespaceCounters): void {
  if (counters.id === 0) return;
  if (counters.entries !== counters.savedEntries || counters.evictable !== counters.savedEvictable) {
    statements.saveNamespace.run(counters.entries, counters.evictable, counters.id);
    counters.savedEntries = counters.entries;
    counters.savedEvictable = counters.evictable;
  }
  if (counters.nextExpiry !== counters.savedNextExpiry) {
    statements.saveNextExpiry.run(counters.nextExpiry, counters.id);
    counters.savedNextExpiry = counters.nextExpiry;
  }
  if (counters.owner.entries !== counters.owner.savedEntries) {
    statements.saveOwner.run(counters.owner.entries, counters.owner.id);
    counters.owner.savedEntries = counters.owner.entries;
  }
}

function throwCorruptUnlessRow(row: SqliteRow | undefined): SqliteRow {
  if (row !== undefined) return row;
  throw new SqliteFailure("SQLITE_CORRUPT", "the tables of owners and namespaces contradict each other");
}
