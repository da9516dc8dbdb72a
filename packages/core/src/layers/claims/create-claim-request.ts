import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseTtlMs } from "../../validation/parse-ttl-ms.js";
import type { ClaimRequest } from "./acquire-claim.js";

const DEFAULT_LEASE_MS = 60_000;

/** A request for valid keys, with a token of its own. `leaseMs` is as the caller gave it. */
export function createClaimRequest(
  handle: NamespaceHandle<unknown>,
  operationName: string,
  keys: readonly string[],
  leaseMs: unknown,
): ClaimRequest {
  const token = globalThis.crypto.randomUUID();
  return {
    handle,
    operation: operationName,
    keys,
    leaseMs: parseLeaseMs(handle, leaseMs, operationName, DEFAULT_LEASE_MS),
    token,
  };
}

/** A lease as the caller gave it, or the default where it gave none. */
export function parseLeaseMs(
  handle: NamespaceHandle<unknown>,
  leaseMs: unknown,
  operationName: string,
  defaultMs: number,
): number {
  const lease = parseTtlMs(
    leaseMs === undefined ? defaultMs : leaseMs,
    handle.store.client.clock(),
    operationName,
    "leaseMs",
  );
  if (typeof lease === "number") return lease;
  throw invalidInputError(
    operationName,
    "leaseMs must be a whole number of milliseconds of at least 1, was null. A lease always ends.",
  );
}
