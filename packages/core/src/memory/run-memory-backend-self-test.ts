import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { Transaction } from "../backend/transaction.js";
import { KeyedStoreError } from "../errors/keyed-store-error.js";
import { executeBatch } from "./execute-batch.js";
import { createMemoryData } from "./memory-data.js";

/** Writes, reads and removes an entry in data of its own; throws if it did not come back. */
export function runMemoryBackendSelfTest(): void {
  const transactions: Transaction[] = [
    [{ kind: "put", ref: SPACE, key: "key", json: '"value"', expiry: { ttlMs: 1 } }],
    [{ kind: "get", ref: SPACE, key: "key" }],
    [{ kind: "delete", ref: SPACE, key: "key" }],
    [{ kind: "get", ref: SPACE, key: "key" }],
  ];
  const results = executeBatch(createMemoryData(), transactions, () => 1).map((outcome) =>
    outcome.status === "done" ? outcome.results[0] : outcome.status,
  );
  if (JSON.stringify(results) !== EXPECTED) {
    throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", "The memory backend does not work in this host.");
  }
}

const SPACE: NamespaceRef = {
  owner: "rehearsal",
  namespace: "rehearsal",
  maxEntries: 1,
  overflow: "reject-new",
  maxEntriesPerOwner: 1,
  ownerOverflow: "reject",
};

const EXPECTED: string = JSON.stringify([
  true,
  { key: "key", json: '"value"', createdAt: 1, expiresAt: 2, version: 1 },
  true,
  undefined,
]);
