import { invalidInputError } from "../../errors/input-errors.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { checkTtl } from "../../validation/check-ttl.js";
import type { ClaimRequest } from "./acquire-claim.js";

const DEFAULT_LEASE_MS = 60_000;

/** A request for valid keys, with a token of its own. `leaseMs` is as the caller gave it. */
export function createClaimRequest(
  handle: NamespaceHandle<unknown>,
  operation: string,
  keys: readonly string[],
  leaseMs: unknown,
): ClaimRequest {
  const token = globalThis.crypto.randomUUID();
  return { handle, operation, keys, leaseMs: checkLease(handle, leaseMs, operation, DEFAULT_LEASE_MS), token };
}

/** A lease as the caller gave it, or the default where it gave none. */
export function checkLease(
  handle: NamespaceHandle<unknown>,
  leaseMs: unknown,
  operation: string,
  defaultMs: number,
): number {
  const lease = checkTtl(
    leaseMs === undefined ? defaultMs : leaseMs,
    handle.store.client.clock(),
    operation,
    "leaseMs",
  );
  if (typeof lease === "number") return lease;
  throw invalidInputError(
    operation,
    "leaseMs must be a whole number of milliseconds of at least 1, was null. A lease always ends.",
  );
}
