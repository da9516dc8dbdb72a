import type { NamespaceRules, StoreRules } from "./rules.js";

/** The namespaces of the model: small, so that caps are met, and with names and keys that meet. */
export const NAMESPACES: readonly NamespaceRules[] = [
  { owner: "o", namespace: "n", maxEntries: 3, overflow: "evict-oldest", defaultTtlMs: null, slidingTtl: false },
  { owner: "o", namespace: "N", maxEntries: 2, overflow: "reject-new", defaultTtlMs: 20, slidingTtl: true },
  { owner: "o", namespace: "n.n", maxEntries: 4, overflow: "evict-oldest", defaultTtlMs: 30, slidingTtl: true },
  { owner: "O", namespace: "n", maxEntries: 3, overflow: "evict-oldest", defaultTtlMs: null, slidingTtl: false },
];

/** How many of {@link NAMESPACES} belong to the first owner. */
export const FIRST_OWNER_COUNT = 3;

/** The keys of the model, in the byte order of UTF-8. */
export const KEYS: readonly string[] = ["", "A", "a", "a ", "\uffff", "\u{1f600}"].map((key) => `k${key}`);

/** The rules of a store that is opened wide or narrow. */
export function createStoreRules(caps: "wide" | "narrow", ownerOverflow: StoreRules["ownerOverflow"]): StoreRules {
  if (caps === "wide") return { namespaces: NAMESPACES, maxEntriesPerOwner: 6, ownerOverflow };
  return { namespaces: NAMESPACES.map((rules) => ({ ...rules, maxEntries: 2 })), maxEntriesPerOwner: 3, ownerOverflow };
}
