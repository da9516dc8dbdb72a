import type { IncrementCommand } from "../../backend/command.js";
import type { StoredEntry } from "../../backend/stored-entry.js";
import { submitOperation } from "../../calls/submit-operation.js";
import type { KeyedStore } from "../../contract/keyed-store.js";
import { invalidInputError } from "../../errors/input-errors.js";
import { isKeyedStoreError, KeyedStoreError } from "../../errors/keyed-store-error.js";
import { findHandleOfKeyedStore } from "../../facade/create-keyed-store.js";
import type { NamespaceHandle } from "../../handles/namespace-handle.js";
import { parseKey } from "../../handles/parse-key.js";
import { createSingleCommandStep } from "../../queue/operation-step.js";
import { describeValue, formatReceivedArgument } from "../../text/describe-value.js";
import { checkOptions } from "../../validation/check-options.js";
import { parseOptionalPositiveInteger } from "../../validation/parse-optional-positive-integer.js";
import { parseTtlMs } from "../../validation/parse-ttl-ms.js";
import { decodeValue, isParsableJsonText } from "../../values/decode.js";
import type { RateLimit, RateLimitOptions, TakeResult } from "./rate-limit.js";

const OPERATION = "createRateLimit";

/**
 * A rate limit over the counters of a store (KS-RATE-1). Take a store of its own for each limit, without a schema, and with
 * `overflow: "reject-new"` or room for more keys than come in one window: the counter of an evicted key begins anew.
 *
 * @example
 * import { createRateLimit, openMemoryStore } from "keyed-store";
 *
 * const store = await openMemoryStore();
 * const counters = store.openKeyedStore<number>({ namespace: "calls", maxEntries: 1_000 });
 * const calls = createRateLimit(counters, { limit: 2, windowMs: 60_000 });
 * console.log((await calls.take("192.0.2.7")).remaining); // 1
 * console.log((await calls.take("192.0.2.7", { cost: 2 })).allowed); // false: it takes nothing then
 * @throws `KEYED_STORE_INVALID_INPUT` it is no such store, or a bad option
 */
export function createRateLimit(store: KeyedStore<number>, options: RateLimitOptions): RateLimit {
  const handle = requireRateLimitHandle(store);
  const { limit, windowMs } = parseRateLimitOptions(handle, options);
  return {
    take: (key, options) =>
      takeFromRateLimit(handle, limit, () => {
        const validKey = parseKey(handle, key, "take");
        const { cost } = checkOptions(options, ["cost"], "take options", "take");
        return {
          kind: "increment",
          ref: handle.ref,
          key: validKey,
          by: parseTakeCost(cost, limit),
          expiry: { ttlMs: windowMs },
          max: limit,
        };
      }),
  };
}

/**
 * Adds what is taken, where the sum is within the limit. A look comes first, since many takes are refused where a limit is
 * needed, and a look costs no commit. It decides nothing but that: what it allows, the increment decides again, in one step.
 */
async function takeFromRateLimit(
  handle: NamespaceHandle<unknown>,
  limit: number,
  prepareIncrement: () => IncrementCommand,
): Promise<TakeResult> {
  const { owner, namespace } = handle.ref;
  const context = { operation: "take", owner, namespace };
  let command: IncrementCommand | undefined;
  for (;;) {
    const { increment, found } = await submitOperation(handle.store, context, () => {
      const increment = command ?? prepareIncrement();
      return createSingleCommandStep({ kind: "get", ref: increment.ref, key: increment.key }, (found) => ({
        increment,
        found,
      }));
    });
    command = increment;
    if (found !== undefined && decodeTakenCount(found) + increment.by > limit) return toTakeResult(false, found, limit);
    try {
      return await submitOperation(handle.store, context, () =>
        createSingleCommandStep(increment, (entry) => toTakeResult(true, entry, limit)),
      );
    } catch (error) {
      // Others took in between. Each time one of them got something, so this comes to an end.
      if (!isKeyedStoreError(error) || error.code !== "KEYED_STORE_CONFLICT") throw error;
    }
  }
}

/** How much was taken; not a number where there is none, which is left to the increment to say. */
function decodeTakenCount({ json }: StoredEntry): number {
  const count: unknown = isParsableJsonText(json) ? decodeValue(json) : undefined;
  return typeof count === "number" ? count : Number.NaN;
}

function toTakeResult(allowed: boolean, entry: StoredEntry, limit: number): TakeResult {
  const remaining = Math.max(0, limit - decodeTakenCount(entry));
  return { allowed, remaining, resetAt: entry.expiresAt ?? Number.POSITIVE_INFINITY };
}

function requireRateLimitHandle(store: unknown): NamespaceHandle<unknown> {
  const handle = findHandleOfKeyedStore(store);
  if (handle === undefined) {
    throw invalidInputError(
      OPERATION,
      `createRateLimit takes a store from openKeyedStore (not a synchronous one), was ${describeValue(store)}.`,
    );
  }
  if (handle.schema === undefined) return handle;
  const { owner, namespace } = handle.ref;
  throw new KeyedStoreError(
    "KEYED_STORE_INVALID_INPUT",
    "The store has a schema, but a rate limit counts in it without asking one. Open it without.",
    { operation: OPERATION, owner, namespace },
  );
}

function parseRateLimitOptions(handle: NamespaceHandle<unknown>, options: unknown): RateLimitOptions {
  const { limit, windowMs } = checkOptions(options, ["limit", "windowMs"], "createRateLimit options", OPERATION);
  const checkedLimit = parseOptionalPositiveInteger(limit, "limit", OPERATION);
  if (checkedLimit === undefined) {
    throw invalidInputError(
      OPERATION,
      "limit is missing: a whole number of at least 1, how much may be taken in one window.",
    );
  }
  const window = parseTtlMs(windowMs, handle.store.client.clock(), OPERATION, "windowMs");
  if (typeof window === "number") return { limit: checkedLimit, windowMs: window };
  throw invalidInputError(
    OPERATION,
    `windowMs must be a whole number of milliseconds of at least 1, was ${formatReceivedArgument(windowMs)}.`,
  );
}

function parseTakeCost(cost: unknown, limit: number): number {
  if (cost === undefined) return 1;
  if (typeof cost === "number" && Number.isInteger(cost) && cost >= 1 && cost <= limit) return cost;
  throw invalidInputError(
    "take",
    `cost must be a whole number from 1 to the limit ${limit}, was ${formatReceivedArgument(cost)}. More than the limit is never allowed.`,
  );
}
