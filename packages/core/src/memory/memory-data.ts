import type { NamespaceAddress } from "../backend/namespace-ref.js";
import type { StoredEntry } from "../backend/stored-entry.js";

/** One namespace of one owner. */
export interface NamespaceTable {
  readonly owner: string;
  readonly namespace: string;
  /**
   * Its rows, oldest write first: a Map keeps the order in which keys came, and a write removes a key before it adds
   * it. Expired rows may be among them until something removes them.
   */
  readonly rows: Map<string, StoredEntry>;
  /** No row expires before this, so that until then all rows are live and need not be counted. */
  firstExpiry: number;
  /** Where there is no cap: with more rows than this, expired ones are removed. It doubles with the live ones. */
  purgeAbove: number;
  /** Whether its owner's cap may evict from it: its last writer's `overflow` says so. */
  evictable: boolean;
}

/** All that one store holds. */
export interface MemoryData {
  /** Tables by owner, then by namespace. */
  readonly owners: Map<string, Map<string, NamespaceTable>>;
  /** The version that was last given out: one sequence for all rows, so that none is used twice (KS-ORDER-2). */
  lastVersion: number;
}

/** A store with nothing in it. */
export function createMemoryData(): MemoryData {
  return { owners: new Map(), lastVersion: 0 };
}

/** The table of a namespace, begun empty if there was none: an empty one cannot be told from none. */
export function getOrCreateTable(data: MemoryData, { owner, namespace }: NamespaceAddress): NamespaceTable {
  const tables = data.owners.get(owner) ?? new Map<string, NamespaceTable>();
  const table = tables.get(namespace) ?? createEmptyTable(owner, namespace);
  data.owners.set(owner, tables.set(namespace, table));
  return table;
}

function createEmptyTable(owner: string, namespace: string): NamespaceTable {
  return {
    owner,
    namespace,
    rows: new Map(),
    firstExpiry: Number.POSITIVE_INFINITY,
    purgeAbove: 64,
    evictable: false,
  };
}

/** The tables of an owner. */
export function listTablesOfOwner(data: MemoryData, owner: string): NamespaceTable[] {
  return [...(data.owners.get(owner)?.values() ?? [])];
}

/** The tables of all owners. */
export function listAllTables(data: MemoryData): NamespaceTable[] {
  return [...data.owners.keys()].flatMap((owner) => listTablesOfOwner(data, owner));
}
