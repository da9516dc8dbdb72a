import type { CheckCommand, Command, DeleteCommand, PutCommand } from "../../backend/command.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import type { Transaction } from "../../backend/transaction.js";
import { ask } from "../../calls/submit.js";
import { limitExceeded } from "../../errors/input-errors.js";
import { isKeyedStoreError } from "../../errors/keyed-store-error.js";
import type { Handle } from "../../handles/namespace-handle.js";
import { raceCounter } from "../../operations/create-race-counter.js";
import { Step, step } from "../../queue/operation-step.js";
import type { Held } from "./change-held-claim.js";
import { claimedText, committedEntry, recordOf } from "./claim-record.js";
import type { ClaimResult } from "./claims.js";

/** Entries that one look for records of the past reads. */
const PAGE_SIZE = 256;

/** What is to be claimed, and for how long. */
export interface Wish extends Held {
  readonly operation: string;
}

/** What came of it: the claim that is held now, or what stands in the way. */
export type Taken<T> =
  | { readonly status: "taken"; readonly held: Held }
  | Exclude<ClaimResult<T>, { readonly status: "claimed" }>;

/**
 * Claims all keys or none. Where there is no room, records of the past go to make some, the oldest first and no more
 * than are needed (KS-CLAIM-5): how many those are only the store knows, so that it is asked with one more each time.
 */
export async function take<T>(handle: Handle<unknown>, operation: string, prepare: () => Wish): Promise<Taken<T>> {
  const { owner, namespace } = handle.space;
  let wish: Wish | undefined;
  for (let sacrifices = 0; ; sacrifices++) {
    try {
      return await ask(handle.store, { operation, owner, namespace }, () => {
        wish ??= prepare();
        return attempt<T>(wish, sacrifices);
      });
    } catch (error) {
      const isFull = isKeyedStoreError(error) && error.code === "KEYED_STORE_LIMIT_EXCEEDED";
      if (wish === undefined || !isFull || sacrifices >= wish.keys.length) throw error;
    }
  }
}

function attempt<T>(wish: Wish, sacrifices: number): Step<Taken<T>> {
  const lose = raceCounter(wish.operation);
  const begin = (): Step<Taken<T>> =>
    sacrifices === 0 ? write([]) : findPast(wish, sacrifices, (victims) => write(victims));
  const write = (victims: readonly StoredEntry[]): Step<Taken<T>> =>
    new Step<Taken<T>>(
      claimAll(wish, victims),
      (outcome) => (outcome.status === "done" ? { status: "taken", held: wish } : look()),
      true,
    );
  const look = (): Step<Taken<T>> =>
    step(
      { kind: "getMany", space: wish.handle.space, keys: wish.keys },
      (found) => {
        const obstacle = obstacleIn<T>(wish.handle, found);
        if (obstacle !== undefined) return obstacle;
        lose();
        return begin();
      },
      true,
    );
  return begin();
}

function claimAll({ handle: { space }, keys, token, leaseMs }: Wish, victims: readonly StoredEntry[]): Transaction {
  const json = claimedText(token);
  const commands: Command[] = [
    ...keys.map((key): CheckCommand => ({ kind: "check", space, key, expected: null })),
    ...victims.map(({ key, version }): CheckCommand => ({ kind: "check", space, key, expected: version })),
    ...victims.map(({ key }): DeleteCommand => ({ kind: "delete", space, key })),
    ...keys.map((key): PutCommand => ({ kind: "put", space, key, json, ttlMs: leaseMs })),
  ];
  return commands as unknown as Transaction; // there is at least one key
}

/** What stands in the way of claiming, if anything does: something done before something in flight. */
function obstacleIn<T>(
  handle: Handle<unknown>,
  found: readonly (StoredEntry | undefined)[],
): Exclude<Taken<T>, { readonly status: "taken" }> | undefined {
  let until: number | undefined;
  for (const stored of found) {
    if (stored === undefined) continue;
    const record = recordOf(handle, stored);
    if ("committed" in record) return { status: "duplicate", entry: committedEntry<T>(stored, record.committed) };
    until = Math.max(until ?? 0, stored.expiresAt ?? Number.POSITIVE_INFINITY);
  }
  return until === undefined ? undefined : { status: "in-flight", until };
}

/** Finds the oldest records of what has been done, and goes on with them. */
function findPast<R>(
  { handle, operation }: Wish,
  wanted: number,
  goOn: (found: readonly StoredEntry[]) => Step<R>,
): Step<R> {
  const { space } = handle;
  const past: StoredEntry[] = [];
  const read = (after?: number): Step<R> =>
    step(
      {
        kind: "scan",
        space,
        order: "age",
        reverse: false,
        limit: PAGE_SIZE,
        ...(after === undefined ? {} : { after }),
      },
      (page) => {
        past.push(...page.filter((stored) => "committed" in recordOf(handle, stored)));
        if (past.length >= wanted) return goOn(past.slice(0, wanted));
        const last = page.at(-1);
        if (last === undefined || page.length < PAGE_SIZE) throw fullOfClaims(handle, operation);
        return read(last.version);
      },
      true,
    );
  return read();
}

function fullOfClaims({ space: { owner, namespace, maxEntries } }: Handle<unknown>, operation: string): Error {
  return limitExceeded(
    operation,
    `Namespace ${namespace} of ${owner} has no room for another claim: of its maxEntries ${maxEntries}, or its owner's maxEntriesPerOwner, ` +
      "too many are in flight or held by others, and those are never dropped. Wait for leases to end, or raise the limit.",
    { owner, namespace },
  );
}
