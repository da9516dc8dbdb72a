import type { Rules, StoreRules } from "./rules.js";

/** The namespaces of the model: small, so that caps are met, and with names and keys that meet. */
export const SPACES: readonly Rules[] = [
  { owner: "o", namespace: "n", maxEntries: 3, overflow: "evict-oldest", defaultTtlMs: null },
  { owner: "o", namespace: "N", maxEntries: 2, overflow: "reject-new", defaultTtlMs: 20 },
  { owner: "o", namespace: "n.n", maxEntries: 4, overflow: "evict-oldest", defaultTtlMs: 30 },
  { owner: "O", namespace: "n", maxEntries: 3, overflow: "evict-oldest", defaultTtlMs: null },
];

/** How many of {@link SPACES} belong to the first owner. */
export const OF_FIRST_OWNER = 3;

/** The keys of the model, in the byte order of UTF-8. */
export const KEYS: readonly string[] = ["", "A", "a", "a ", "\uffff", "\u{1f600}"].map((key) => `k${key}`);

/** The rules of a store that is opened wide or narrow. */
export function storeRules(caps: "wide" | "narrow", ownerOverflow: StoreRules["ownerOverflow"]): StoreRules {
  if (caps === "wide") return { spaces: SPACES, maxEntriesPerOwner: 6, ownerOverflow };
  return { spaces: SPACES.map((rules) => ({ ...rules, maxEntries: 2 })), maxEntriesPerOwner: 3, ownerOverflow };
}
