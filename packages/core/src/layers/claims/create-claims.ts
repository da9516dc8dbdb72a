import type { StoredEntry } from "../../backend/stored-entry.js";
import { submitOperation } from "../../calls/submit-operation.js";
import { parseClaimRecordOrThrowCorrupt, toCommittedEntry } from "../../claims/claim-record.js";
import {
  createCommitCommandFactory,
  createReleaseCommandFactory,
  createRenewCommandFactory,
} from "../../claims/held-claim-commands.js";
import { rememberHeldClaim } from "../../claims/held-claims.js";
import { type HeldClaim, runCommandsIfClaimHeld } from "../../claims/run-commands-if-claim-held.js";
import type { Claim } from "../../contract/claim.js";
import type { Entry } from "../../contract/entry.js";
import type { KeyedStore } from "../../contract/keyed-store.js";
import type { JsonValue } from "../../contract/values/json-value.js";
import { invalidInputError } from "../../errors/input-errors.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import { findHandleOfKeyedStore } from "../../facade/create-keyed-store.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { resolveExpiry } from "../../handles/resolve-expiry.js";
import { createLostRaceCounter } from "../../operations/create-lost-race-counter.js";
import { createSingleCommandStep, type OperationStep } from "../../queue/operation-step.js";
import { describeValue, formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { acquireClaim, type ClaimRequest } from "./acquire-claim.js";
import { claimKeyAndRunWork } from "./claim-key-and-run-work.js";
import type { ClaimCounts, ClaimResult, Claims } from "./claims.js";
import { createClaimRequest, parseLeaseMs } from "./create-claim-request.js";
import { createRunRequest } from "./create-run-request.js";

/** The most keys that are claimed together. */
const MAX_KEYS = 1_000;

/**
 * Durable claims on keys, in a namespace of their own (KS-CLAIM-1 to KS-CLAIM-7): which event was handled, who is at
 * it, and what came of it, across processes and restarts.
 *
 * @example
 * import { createClaims, openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const events = createClaims<string>(store.openKeyedStore({ namespace: "events", maxEntries: 1_000, overflow: "reject-new" }));
 * console.log((await events.run("event-7", async () => "answered")).status); // "done"
 * console.log((await events.run("event-7", async () => "answered")).status); // "duplicate"
 * console.log((await events.lookup("event-7"))?.value); // "answered"
 *
 * const taken = await events.claim("event-8", { leaseMs: 5_000 });
 * console.log((await events.claim("event-8")).status); // "in-flight"
 * if (taken.status === "claimed") await taken.claim.commit("answered too");
 * console.log((await events.count()).committed); // 2
 * @param store - a store with `overflow: "reject-new"`, as a claim in flight must never be evicted, and without a schema
 * @throws `KEYED_STORE_INVALID_INPUT` it is no such store
 */
export function createClaims<T = JsonValue>(store: KeyedStore<unknown>): Claims<T> {
  const handle = requireHandleUsableForClaims(store);
  const { owner, namespace } = handle.ref;
  const createErrorContext = (operation: string) => ({ operation, owner, namespace });

  const claimAll = async (
    operation: string,
    keys: () => readonly string[],
    options: unknown,
  ): Promise<ClaimResult<T>> => {
    const result = await acquireClaim<T, ClaimRequest>(handle, operation, () => {
      const { leaseMs } = checkOptions(options, ["leaseMs"], `${operation} options`, operation);
      return createClaimRequest(handle, operation, keys(), leaseMs);
    });
    return result.status === "acquired" ? { status: "claimed", claim: createClaim(result.held) } : result;
  };

  return {
    claim: (key, options) => claimAll("claim", () => [parseKey(handle, key, "claim")], options),
    claimMany: (keys, options) => claimAll("claimMany", () => parseClaimKeys(handle, keys), options),
    run: (key, work, options) => claimKeyAndRunWork<T>(handle, () => createRunRequest(handle, key, work, options)),
    count: () => submitOperation(handle.store, createErrorContext("count"), () => createCountClaimsStep(handle)),
    lookup: (key) =>
      submitOperation(handle.store, createErrorContext("lookup"), () =>
        createLookupCommittedEntryStep<T>(handle, parseKey(handle, key, "lookup")),
      ),
    forget: (key) =>
      submitOperation(handle.store, createErrorContext("forget"), () =>
        createForgetCommittedEntryStep(handle, parseKey(handle, key, "forget")),
      ),
  };
}

function createClaim<T>(heldClaim: HeldClaim): Claim<T> {
  const { handle, keys } = heldClaim;
  let latestLeaseMs = heldClaim.leaseMs;
  const claim: Claim<T> = {
    keys,
    commit: (...[value, options]) =>
      runCommandsIfClaimHeld(heldClaim, "commit", () =>
        createCommitCommandFactory(handle, value, resolveExpiry(handle, options, "commit"), "commit"),
      ),
    release: () => runCommandsIfClaimHeld(heldClaim, "release", () => createReleaseCommandFactory(heldClaim)),
    renew: (options) =>
      runCommandsIfClaimHeld(heldClaim, "renew", () => {
        const { leaseMs } = checkOptions(options, ["leaseMs"], "renew options", "renew");
        latestLeaseMs = parseLeaseMs(handle, leaseMs, "renew", latestLeaseMs);
        return createRenewCommandFactory(heldClaim, latestLeaseMs);
      }),
  };
  rememberHeldClaim(claim, heldClaim);
  return claim;
}

function createCountClaimsStep(handle: NamespaceHandle<unknown>): OperationStep<ClaimCounts> {
  // One scan of all, since pages would see a record twice that is committed, and so the youngest, between them.
  return createSingleCommandStep(
    { kind: "scan", ref: handle.ref, order: "age", reverse: false, limit: Number.POSITIVE_INFINITY },
    (found) => {
      const committed = found.filter((stored) => "committed" in parseClaimRecordOrThrowCorrupt(handle, stored)).length;
      return { inFlight: found.length - committed, committed };
    },
  );
}

function createLookupCommittedEntryStep<T>(
  handle: NamespaceHandle<unknown>,
  key: string,
): OperationStep<Entry<T> | undefined> {
  return createSingleCommandStep(
    { kind: "get", ref: handle.ref, key },
    (found) => found && parseEntryIfCommitted<T>(handle, found),
  );
}

function createForgetCommittedEntryStep(handle: NamespaceHandle<unknown>, key: string): OperationStep<boolean> {
  const { ref } = handle;
  const countLostRace = createLostRaceCounter("forget");
  const remove = (expected: number): OperationStep<boolean> =>
    createSingleCommandStep(
      { kind: "delete", ref, key, expected },
      (removed): OperationStep<boolean> | true => {
        if (removed) return true;
        countLostRace();
        return read();
      },
      true,
    );
  const read = (): OperationStep<boolean> =>
    createSingleCommandStep(
      { kind: "get", ref, key },
      (found) =>
        found !== undefined && parseEntryIfCommitted(handle, found) !== undefined ? remove(found.version) : false,
      true,
    );
  return read();
}

function parseEntryIfCommitted<T>(handle: NamespaceHandle<unknown>, stored: StoredEntry): Entry<T> | undefined {
  const record = parseClaimRecordOrThrowCorrupt(handle, stored);
  return "committed" in record ? toCommittedEntry<T>(stored, record.committed) : undefined;
}

function requireHandleUsableForClaims(store: unknown): NamespaceHandle<unknown> {
  const handle = findHandleOfKeyedStore(store);
  if (handle === undefined) {
    throw invalidInputError(
      "createClaims",
      `createClaims takes a store from openKeyedStore (not a synchronous one), was ${describeValue(store)}.`,
    );
  }
  const { overflow, owner, namespace } = handle.ref;
  const problem =
    overflow !== "reject-new"
      ? 'evicts its oldest entries, and a claim in flight must never be evicted. Open it with overflow: "reject-new"; records of what was done make room by themselves.'
      : handle.schema !== undefined
        ? "has a schema, but claims keep records of their own in it. Open it without, and validate what you commit."
        : undefined;
  if (problem === undefined) return handle;
  throw new KeyedStoreError("KEYED_STORE_INVALID_INPUT", `The store ${problem}`, {
    operation: "createClaims",
    owner,
    namespace,
  });
}

function parseClaimKeys(handle: NamespaceHandle<unknown>, input: unknown): readonly string[] {
  if (!Array.isArray(input))
    throw invalidInputError("claimMany", `keys must be an array, was ${formatReceivedArgument(input)}.`);
  const keys = new Set(Array.from(input, (key) => parseKey(handle, key, "claimMany")));
  if (keys.size >= 1 && keys.size <= MAX_KEYS) return [...keys];
  throw invalidInputError("claimMany", `keys must be 1 to ${MAX_KEYS} different ones, were ${keys.size}.`);
}
