import type { Backend } from "../backend.js";
import type { Space } from "../command.js";
import { invalidInput, show } from "../invalid.js";
import type { Handle } from "./handle.js";
import type { OpenStore } from "./open-store.js";

/** What two openings of a namespace must agree on (KS-CAP-5). */
export interface NamespaceRules {
  readonly maxEntries: number;
  readonly overflow: Space["overflow"];
  readonly defaultTtlMs: number | null;
  readonly undefinedFields: "reject" | "drop";
  /** Compared by identity. */
  readonly schema: Handle<unknown>["schema"];
}

interface Registration {
  readonly rules: NamespaceRules;
  readonly stores: Set<OpenStore>;
}

type Namespaces = Map<string, Registration>;

const registries: WeakMap<Backend, Map<string, Namespaces>> = new WeakMap();

/**
 * Notes that a namespace is open in this process, until all stores that opened it are closed.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is open with other rules (KS-CAP-5)
 */
export function registerNamespace(store: OpenStore, owner: string, namespace: string, rules: NamespaceRules): void {
  const namespaces = namespacesOf(store, owner);
  const known = namespaces.get(namespace);
  if (known !== undefined) {
    refuseOtherRules(known.rules, rules, `"${owner}" / "${namespace}"`);
    known.stores.add(store);
    return;
  }
  const before = committed(namespaces);
  namespaces.set(namespace, { rules, stores: new Set([store]) });
  const after = before + rules.maxEntries;
  const { maxEntriesPerOwner: maxEntries } = store.limits;
  if (before <= maxEntries && after > maxEntries) {
    store.tell({ type: "over-committed", owner, committed: after, maxEntries });
  }
}

/** The rules of a namespace that is open in this process. */
export function rulesOf(store: OpenStore, owner: string, namespace: string): NamespaceRules | undefined {
  return registries.get(store.backend)?.get(owner)?.get(namespace)?.rules;
}

/** Forgets what a store that closes had open, but for what others have open too. */
export function forgetNamespaces(store: OpenStore): void {
  const owners = registries.get(store.backend) ?? new Map<string, Namespaces>();
  for (const [owner, namespaces] of owners) {
    for (const [namespace, { stores }] of namespaces) {
      if (stores.delete(store) && stores.size === 0) namespaces.delete(namespace);
    }
    if (namespaces.size === 0) owners.delete(owner);
  }
}

function namespacesOf(store: OpenStore, owner: string): Namespaces {
  const owners = registries.get(store.backend) ?? new Map<string, Namespaces>();
  registries.set(store.backend, owners);
  const namespaces = owners.get(owner) ?? new Map<string, Registration>();
  owners.set(owner, namespaces);
  return namespaces;
}

function committed(namespaces: Namespaces): number {
  let sum = 0;
  for (const { rules } of namespaces.values()) sum += rules.maxEntries;
  return sum;
}

function refuseOtherRules(known: NamespaceRules, given: NamespaceRules, what: string): void {
  for (const rule of Object.keys(known) as (keyof NamespaceRules)[]) {
    if (Object.is(known[rule], given[rule])) continue;
    const difference = rule === "schema" ? "another schema" : `${rule} ${show(known[rule])}, now ${show(given[rule])}`;
    throw invalidInput(
      "open",
      `The namespace ${what} is open in this process already, with ${difference}. Open it with the same options everywhere.`,
    );
  }
}
