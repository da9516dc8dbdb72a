import type { ReadOnlyStateStore } from "@keyed-store/core";
import { openNamespaceStore } from "../store/open-namespace-store.js";
import type { PortableRecord } from "./portable-record.js";

/** The live entries of a store, of one owner or of one namespace. Oldest first within a namespace, so that an import keeps the order. */
export async function* readPortableRecords(
  store: ReadOnlyStateStore,
  onlyOwner: string | undefined,
  onlyNamespace: string | undefined,
): AsyncGenerator<PortableRecord, void, undefined> {
  for (const { owner, namespaces } of await store.owners()) {
    if (onlyOwner !== undefined && owner !== onlyOwner) continue;
    for (const { namespace } of namespaces) {
      if (onlyNamespace !== undefined && namespace !== onlyNamespace) continue;
      for await (const { version: _, ...entry } of openNamespaceStore(store, owner, namespace).iterate()) {
        yield { owner, namespace, ...entry };
      }
    }
  }
}
