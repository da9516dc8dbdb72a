import type { Entry, KeyedStore, StateStore } from "@keyed-store/core";
import { same } from "../assert/assert.js";
import { NAMESPACE, OWNER } from "./harness.js";

/** Which neighbours a case tolerates: tests of an owner's limits cannot have a second namespace in that owner. */
export type NeighbourKind = "all" | "other-owner" | "none";

const KEYS = ["a", "b", "k", "key"];

/** Neighbours with the keys that tests use, which no test may ever touch (KS-ISO-1). */
export interface NeighbourNamespaces {
  /** Fails if a neighbour differs in any way from what it was. */
  expectUntouched(): Promise<void>;
}

/** Fills namespaces beside the one under test: of another owner, and unless told otherwise of the same owner. */
export async function fillNeighbourNamespaces(
  store: StateStore,
  neighbourKind: NeighbourKind,
): Promise<NeighbourNamespaces> {
  const places: [string, string][] = [[`${OWNER}.other`, NAMESPACE]];
  if (neighbourKind === "all") places.push([OWNER, `${NAMESPACE}.other`], [OWNER.toUpperCase(), NAMESPACE]);
  const watched: { name: string; keyed: KeyedStore<unknown>; before: Entry<unknown>[] }[] = [];
  for (const [owner, namespace] of places) {
    const keyed = store.openKeyedStore<unknown>({ owner, namespace, maxEntries: KEYS.length });
    for (const key of KEYS) await keyed.register(key, { noise: `${owner} ${namespace} ${key}` });
    watched.push({ name: `${owner}/${namespace}`, keyed, before: await keyed.entries() });
  }
  return {
    async expectUntouched() {
      for (const { name, keyed, before } of watched)
        same(await keyed.entries(), before, `KS-ISO-1: the neighbour ${name}`);
    },
  };
}
