import { whenDone } from "../../async/map-maybe-promise.js";
import type { DeleteCommand, PutCommand } from "../../backend/command.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import { ask } from "../../calls/submit.js";
import type { Entry } from "../../contract/entry.js";
import type { JsonValue } from "../../contract/json-value.js";
import type { KeyedStore } from "../../contract/keyed-store.js";
import { invalidInput } from "../../errors/input-errors.js";
import { KeyedStoreError } from "../../errors/keyed-store-error.js";
import { handleOf } from "../../facade/create-keyed-store.js";
import { keyOf } from "../../handles/check-call.js";
import type { Handle } from "../../handles/namespace-handle.js";
import { ttlOf } from "../../handles/resolve-ttl.js";
import { raceCounter } from "../../operations/create-race-counter.js";
import { encodeFor } from "../../operations/encode-with-schema.js";
import { type Step, step } from "../../queue/operation-step.js";
import { describe, show } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { checkTtl } from "../../validation/check-ttl.js";
import { take } from "./acquire-claim.js";
import { type Held, settle } from "./change-held-claim.js";
import { claimedText, committedEntry, recordOf } from "./claim-record.js";
import type { Claim, ClaimResult, Claims } from "./claims.js";

const DEFAULT_LEASE_MS = 60_000;

/** The most keys that are claimed together. */
const MAX_KEYS = 1_000;

/**
 * Durable claims on keys, in a namespace of their own (KS-CLAIM-1 to KS-CLAIM-6): which event was handled, who is at
 * it, and what came of it, across processes and restarts.
 *
 * @param store - a store with `overflow: "reject-new"`, as a claim in flight must never be evicted, and without a schema
 * @throws `KEYED_STORE_INVALID_INPUT` it is no such store
 */
export function createClaims<T = JsonValue>(store: KeyedStore<unknown>): Claims<T> {
  const handle = claimable(store);
  const { owner, namespace } = handle.space;
  const whenIn = (operation: string) => ({ operation, owner, namespace });

  const claimAll = async (
    operation: string,
    keys: () => readonly string[],
    options: unknown,
  ): Promise<ClaimResult<T>> => {
    const taken = await take<T>(handle, operation, () => ({
      handle,
      operation,
      keys: keys(),
      leaseMs: leaseOf(handle, options, operation, DEFAULT_LEASE_MS),
      token: globalThis.crypto.randomUUID(),
    }));
    return taken.status === "taken" ? { status: "claimed", claim: claimOf(taken.held) } : taken;
  };

  return {
    claim: (key, options) => claimAll("claim", () => [keyOf(handle, key, "claim")], options),
    claimMany: (keys, options) => claimAll("claimMany", () => keysOf(handle, keys), options),
    lookup: (key) => ask(handle.store, whenIn("lookup"), () => lookup<T>(handle, keyOf(handle, key, "lookup"))),
    forget: (key) => ask(handle.store, whenIn("forget"), () => forget(handle, keyOf(handle, key, "forget"))),
  };
}

function claimOf<T>(held: Held): Claim<T> {
  const { handle, keys, token } = held;
  const { space } = handle;
  return {
    keys,
    commit: (value, options) =>
      settle(held, "commit", () => {
        const ttlMs = ttlOf(handle, options, "commit");
        const record = { committed: value ?? null };
        return whenDone(
          encodeFor(handle, record, "commit"),
          (json) =>
            (key): PutCommand => ({ kind: "put", space, key, json, ttlMs }),
        );
      }),
    release: () =>
      settle(
        held,
        "release",
        () =>
          (key): DeleteCommand => ({ kind: "delete", space, key }),
      ),
    renew: (options) =>
      settle(held, "renew", () => {
        const ttlMs = leaseOf(handle, options, "renew", held.leaseMs);
        return (key): PutCommand => ({ kind: "put", space, key, json: claimedText(token), ttlMs });
      }),
  };
}

function lookup<T>(handle: Handle<unknown>, key: string): Step<Entry<T | null> | undefined> {
  return step({ kind: "get", space: handle.space, key }, (found) => found && committedIn<T>(handle, found));
}

function forget(handle: Handle<unknown>, key: string): Step<boolean> {
  const { space } = handle;
  const lose = raceCounter("forget");
  const remove = (expected: number): Step<boolean> =>
    step(
      { kind: "delete", space, key, expected },
      (removed): Step<boolean> | true => {
        if (removed) return true;
        lose();
        return look();
      },
      true,
    );
  const look = (): Step<boolean> =>
    step(
      { kind: "get", space, key },
      (found) => (found !== undefined && committedIn(handle, found) !== undefined ? remove(found.version) : false),
      true,
    );
  return look();
}

function committedIn<T>(handle: Handle<unknown>, stored: StoredEntry): Entry<T | null> | undefined {
  const record = recordOf(handle, stored);
  return "committed" in record ? committedEntry<T>(stored, record.committed) : undefined;
}

function claimable(store: unknown): Handle<unknown> {
  const handle = handleOf(store);
  if (handle === undefined) {
    throw invalidInput(
      "createClaims",
      `createClaims takes a store from openKeyedStore (not a synchronous one), was ${describe(store)}.`,
    );
  }
  const { overflow, owner, namespace } = handle.space;
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

function keysOf(handle: Handle<unknown>, given: unknown): readonly string[] {
  if (!Array.isArray(given)) throw invalidInput("claimMany", `keys must be an array, was ${show(given)}.`);
  const keys = new Set(Array.from(given, (key) => keyOf(handle, key, "claimMany")));
  if (keys.size >= 1 && keys.size <= MAX_KEYS) return [...keys];
  throw invalidInput("claimMany", `keys must be 1 to ${MAX_KEYS} different ones, were ${keys.size}.`);
}

function leaseOf(handle: Handle<unknown>, options: unknown, operation: string, usual: number): number {
  const { leaseMs = usual } = checkOptions(options, ["leaseMs"], `${operation} options`, operation);
  const lease = checkTtl(leaseMs, handle.store.issuer.clock(), operation, "leaseMs");
  if (typeof lease === "number") return lease;
  throw invalidInput(
    operation,
    "leaseMs must be a whole number of milliseconds of at least 1, was null. A lease always ends.",
  );
}
