import type { Backend } from "../backend/backend.js";
import type { OverflowPolicy } from "../backend/namespace-ref.js";
import { invalidInputError } from "../errors/input-errors.js";
import { formatReceivedArgument } from "../text/describe-value.js";
import type { NamespaceHandle } from "./namespace-handle.js";
import type { StoreContext } from "./store-context.js";

/** What two openings of a namespace must agree on (KS-CAP-5). */
export interface NamespaceRules {
  readonly maxEntries: number;
  readonly overflow: OverflowPolicy;
  readonly defaultTtlMs: number | null;
  readonly slidingTtl: boolean;
  readonly undefinedFields: "reject" | "drop";
  /** Compared by identity. */
  readonly schema: NamespaceHandle<unknown>["schema"];
}

interface NamespaceRegistration {
  rules: NamespaceRules;
  readonly stores: Set<StoreContext>;
}

/** What an owner has open. */
interface OwnerNamespaces {
  readonly namespaces: Map<string, NamespaceRegistration>;
  /** The sum of their `maxEntries`, kept up to date: an owner may have very many namespaces. Those without a cap are counted apart. */
  bounded: number;
  unbounded: number;
}

const namespacesByBackend: WeakMap<Backend, Map<string, OwnerNamespaces>> = new WeakMap();

/**
 * Notes that a namespace is open in this process, until all stores that opened it are closed.
 *
 * @param mayRedefine - whether these rules replace those with which it is open
 * @throws `KEYED_STORE_INVALID_INPUT` it is open with other rules, and they are not to be replaced (KS-CAP-5)
 */
export function registerNamespace(
  store: StoreContext,
  owner: string,
  namespace: string,
  rules: NamespaceRules,
  mayRedefine: boolean,
): void {
  const ownerNamespaces = getOrCreateOwnerNamespaces(store, owner);
  const existing = ownerNamespaces.namespaces.get(namespace);
  if (existing === undefined) {
    ownerNamespaces.namespaces.set(namespace, { rules, stores: new Set([store]) });
  } else {
    if (!mayRedefine) assertSameNamespaceRules(existing.rules, rules, `"${owner}" / "${namespace}"`);
    existing.stores.add(store);
  }
  const before = sumNamespaceCaps(ownerNamespaces);
  if (existing !== undefined) addOrSubtractNamespaceCap(ownerNamespaces, existing.rules, -1);
  addOrSubtractNamespaceCap(ownerNamespaces, rules, 1);
  if (existing !== undefined) existing.rules = rules;
  const committed = sumNamespaceCaps(ownerNamespaces);
  const { maxEntriesPerOwner: maxEntries } = store.limits;
  if (before <= maxEntries && committed > maxEntries) {
    store.emit({ type: "over-committed", owner, committed, maxEntries });
  }
}

/** The rules of a namespace that is open in this process, as it was defined last. */
export function findNamespaceRules(store: StoreContext, owner: string, namespace: string): NamespaceRules | undefined {
  return namespacesByBackend.get(store.backend)?.get(owner)?.namespaces.get(namespace)?.rules;
}

/** Forgets what a store that closes had open, but for what others have open too. */
export function unregisterNamespacesOfStore(store: StoreContext): void {
  const owners = namespacesByBackend.get(store.backend) ?? new Map<string, OwnerNamespaces>();
  for (const [owner, ownerNamespaces] of owners) {
    for (const [namespace, { rules, stores }] of ownerNamespaces.namespaces) {
      if (!stores.delete(store) || stores.size > 0) continue;
      ownerNamespaces.namespaces.delete(namespace);
      addOrSubtractNamespaceCap(ownerNamespaces, rules, -1);
    }
    if (ownerNamespaces.namespaces.size === 0) owners.delete(owner);
  }
}

function getOrCreateOwnerNamespaces(store: StoreContext, owner: string): OwnerNamespaces {
  const owners = namespacesByBackend.get(store.backend) ?? new Map<string, OwnerNamespaces>();
  namespacesByBackend.set(store.backend, owners);
  const ownerNamespaces = owners.get(owner) ?? createOwnerNamespaces();
  owners.set(owner, ownerNamespaces);
  return ownerNamespaces;
}

function createOwnerNamespaces(): OwnerNamespaces {
  return { namespaces: new Map<string, NamespaceRegistration>(), bounded: 0, unbounded: 0 };
}

/** Counts the cap of a namespace in or out. */
function addOrSubtractNamespaceCap(
  ownerNamespaces: OwnerNamespaces,
  { maxEntries }: NamespaceRules,
  addOrSubtract: 1 | -1,
): void {
  if (maxEntries === Number.POSITIVE_INFINITY) ownerNamespaces.unbounded += addOrSubtract;
  else ownerNamespaces.bounded += addOrSubtract * maxEntries;
}

function sumNamespaceCaps({ bounded, unbounded }: OwnerNamespaces): number {
  return unbounded > 0 ? Number.POSITIVE_INFINITY : bounded;
}

function assertSameNamespaceRules(existing: NamespaceRules, requested: NamespaceRules, namespaceLabel: string): void {
  for (const rule of Object.keys(existing) as (keyof NamespaceRules)[]) {
    if (Object.is(existing[rule], requested[rule])) continue;
    const difference =
      rule === "schema"
        ? "another schema (make it once, outside of what runs again)"
        : `${rule} ${formatReceivedArgument(existing[rule])}, now ${formatReceivedArgument(requested[rule])}`;
    throw invalidInputError(
      "open",
      `The namespace ${namespaceLabel} is open in this process already, with ${difference}. Open it with the same options ` +
        "everywhere; where a module is evaluated again, as by hot reload, open it with redefine: true.",
    );
  }
}
