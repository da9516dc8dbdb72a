import type { NamespaceRef } from "@keyed-store/core";
import type { Statements } from "../../sql/statements.js";
import type { NamespaceId } from "./counters.js";

/** Finds the integer that stands for an owner's namespace in the rows. */
export interface NamespaceIdCache {
  /** 0, which no row has, where the namespace was never written to. */
  findId(ref: NamespaceRef): NamespaceId;
  clear(): void;
}

/** Ids are never reused or removed, so what was once found stays true until a rollback takes back the row itself. */
export function createNamespaceIdCache(statements: Statements): NamespaceIdCache {
  let known = new WeakMap<NamespaceRef, number>();
  return {
    findId(ref) {
      const id = known.get(ref);
      if (id !== undefined) return id;
      const row = statements.namespaceId.get(ref.owner, ref.namespace);
      if (row === undefined) return 0;
      const found = Number(row[0]);
      known.set(ref, found);
      return found;
    },
    clear() {
      known = new WeakMap();
    },
  };
}
