import type { CheckCommand, Command, DeleteCommand, PutCommand } from "../../backend/command.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Transaction } from "../../backend/transaction.js";
import { submitOperation } from "../../calls/submit-operation.js";
import { encodeClaimedRecord, parseClaimRecordOrThrowCorrupt, toCommittedEntry } from "../../claims/claim-record.js";
import type { HeldClaim } from "../../claims/run-commands-if-claim-held.js";
import type { EpochMs } from "../../contract/clock.js";
import { limitExceededError } from "../../errors/input-errors.js";
import { isKeyedStoreError } from "../../errors/keyed-store-error.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { createLostRaceCounter } from "../../operations/create-lost-race-counter.js";
import { createSingleCommandStep, OperationStep } from "../../queue/operation-step.js";
import type { ClaimResult } from "./claims.js";

/** Entries that one page of the search for committed records holds. */
const PAGE_SIZE = 256;

/** What is to be claimed, and for how long. */
export interface ClaimRequest extends HeldClaim {
  readonly operation: string;
}

/** Why a key cannot be claimed: it is committed already, or somebody is at it. */
export type ClaimObstacle<T> = Exclude<ClaimResult<T>, { readonly status: "claimed" }>;

/** The claim that is held now, or what stands in the way. */
export type AcquireResult<T, R extends ClaimRequest> =
  | { readonly status: "acquired"; readonly held: R }
  | ClaimObstacle<T>;

/**
 * Claims all keys or none. Where there is no room, it removes committed records, the oldest first and no more than
 * are needed (KS-CLAIM-5). Only the store knows how many those are, so it tries again with one more each time.
 */
export async function acquireClaim<T, R extends ClaimRequest>(
  handle: NamespaceHandle<unknown>,
  operationName: string,
  createRequest: () => R,
): Promise<AcquireResult<T, R>> {
  const { owner, namespace } = handle.ref;
  let request: R | undefined;
  for (let committedRemovalCount = 0; ; committedRemovalCount++) {
    try {
      return await submitOperation(handle.store, { operation: operationName, owner, namespace }, () => {
        request ??= createRequest();
        return createAcquireClaimStep<T, R>(request, committedRemovalCount);
      });
    } catch (error) {
      const isFull = isKeyedStoreError(error) && error.code === "KEYED_STORE_LIMIT_EXCEEDED";
      if (request === undefined || !isFull || committedRemovalCount >= request.keys.length) throw error;
    }
  }
}

function createAcquireClaimStep<T, R extends ClaimRequest>(
  request: R,
  committedRemovalCount: number,
): OperationStep<AcquireResult<T, R>> {
  const countLostRace = createLostRaceCounter(request.operation);
  const begin = (): OperationStep<AcquireResult<T, R>> =>
    committedRemovalCount === 0
      ? write([])
      : createFindOldestCommittedClaimsStep(request, committedRemovalCount, (removals) => write(removals));
  const write = (removals: readonly StoredEntry[]): OperationStep<AcquireResult<T, R>> =>
    new OperationStep<AcquireResult<T, R>>(
      buildAcquireClaimTransaction(request, removals),
      (outcome) => (outcome.status === "done" ? { status: "acquired", held: request } : findObstacles()),
      true,
    );
  const findObstacles = (): OperationStep<AcquireResult<T, R>> =>
    createSingleCommandStep(
      { kind: "getMany", ref: request.handle.ref, keys: request.keys },
      (found) => {
        const obstacle = findRecordBlockingClaim<T>(request.handle, found);
        if (obstacle !== undefined) return obstacle;
        countLostRace();
        return begin();
      },
      true,
    );
  return begin();
}

function buildAcquireClaimTransaction(
  { handle: { ref }, keys, token, leaseMs }: ClaimRequest,
  entriesToRemove: readonly StoredEntry[],
): Transaction {
  const json = encodeClaimedRecord(token);
  const commands: Command[] = [
    ...keys.map((key): CheckCommand => ({ kind: "check", ref, key, expected: null })),
    ...entriesToRemove.map(({ key, version }): CheckCommand => ({ kind: "check", ref, key, expected: version })),
    ...entriesToRemove.map(({ key }): DeleteCommand => ({ kind: "delete", ref, key })),
    ...keys.map((key): PutCommand => ({ kind: "put", ref, key, json, expiry: { ttlMs: leaseMs } })),
  ];
  return commands as unknown as Transaction; // there is at least one key
}

/** What stands in the way of a claim: a committed record first, else one in flight; `undefined` for nothing. */
function findRecordBlockingClaim<T>(
  handle: NamespaceHandle<unknown>,
  storedEntries: readonly (StoredEntry | undefined)[],
): ClaimObstacle<T> | undefined {
  let until: EpochMs | undefined;
  for (const stored of storedEntries) {
    if (stored === undefined) continue;
    const record = parseClaimRecordOrThrowCorrupt(handle, stored);
    if ("committed" in record) return { status: "duplicate", entry: toCommittedEntry<T>(stored, record.committed) };
    until = Math.max(until ?? 0, stored.expiresAt ?? Number.POSITIVE_INFINITY);
  }
  return until === undefined ? undefined : { status: "in-flight", until };
}

/** Finds the oldest committed records and calls `next` with them. */
function createFindOldestCommittedClaimsStep<R>(
  { handle, operation }: ClaimRequest,
  wantedCount: number,
  createNextStep: (found: readonly StoredEntry[]) => OperationStep<R>,
): OperationStep<R> {
  const { ref } = handle;
  const committed: StoredEntry[] = [];
  const read = (after?: number): OperationStep<R> =>
    createSingleCommandStep(
      {
        kind: "scan",
        ref,
        order: "age",
        reverse: false,
        limit: PAGE_SIZE,
        ...(after === undefined ? {} : { after }),
      },
      (page) => {
        committed.push(...page.filter((stored) => "committed" in parseClaimRecordOrThrowCorrupt(handle, stored)));
        if (committed.length >= wantedCount) return createNextStep(committed.slice(0, wantedCount));
        const last = page.at(-1);
        if (last === undefined || page.length < PAGE_SIZE) throw namespaceFullOfClaimsError(handle, operation);
        return read(last.version);
      },
      true,
    );
  return read();
}

function namespaceFullOfClaimsError(
  { ref: { owner, namespace, maxEntries } }: NamespaceHandle<unknown>,
  operationName: string,
): Error {
  return limitExceededError(
    operationName,
    `Namespace ${namespace} of ${owner} has no room for another claim: of its maxEntries ${maxEntries}, or its owner's maxEntriesPerOwner, ` +
      "too many are in flight or held by others, and those are never dropped. Wait for leases to end, or raise the limit.",
    { owner, namespace },
  );
}
