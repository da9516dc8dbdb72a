import { corruptEntryError, type Entry, formatReceivedArgument, invalidInputError } from "@keyed-store/core";
import type { StoreSource } from "../../shared/store-source.js";
import { createFailOpenRunner } from "../counters/fail-open-runner.js";
import { type CounterNamespace, type CounterRecord, openCounterNamespace } from "../counters/open-counters.js";
import { retryConflicts } from "../counters/retry-conflicts.js";
import { toCounterKey } from "../counters/to-counter-key.js";
import { toDurationMsOrNever } from "../counters/to-duration-ms-or-never.js";
import { type Decision, decideRequest, type ThrottlerLimits } from "./decide-request.js";
import type { NestThrottlerRecord, NestThrottlerStorage } from "./host-types.js";
import type { NestThrottlerStorageOptions } from "./options.js";

const OPERATION = "createNestThrottlerStorage";

/**
 * A storage for @nestjs/throttler 6, one for an application, that counts exactly among all processes on the store. Where the
 * store fails, the request does, with the store's error in the exception filter, unless `failOpen` is given.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createNestThrottlerStorage(
  source: StoreSource,
  options: NestThrottlerStorageOptions,
): NestThrottlerStorage {
  const namespace = openCounterNamespace<CounterRecord>(source, options, ["failOpen"], OPERATION);
  const runFailOpen = createFailOpenRunner(namespace.adapterOptions["failOpen"], OPERATION);
  return {
    increment: (key, ttl, limit, blockDuration, throttlerName) =>
      runFailOpen(
        async () => {
          const counterKey = toCounterKey(key, "increment", throttlerName);
          return countRequest(namespace, counterKey, checkLimits(ttl, limit, blockDuration));
        },
        () => ({ totalHits: 0, timeToExpire: 0, isBlocked: false, timeToBlockExpire: 0 }),
      ),
    onApplicationShutdown: namespace.close,
  };
}

async function countRequest(
  namespace: CounterNamespace<CounterRecord>,
  key: string,
  limits: ThrottlerLimits,
): Promise<NestThrottlerRecord> {
  const store = await namespace.get();
  let decision: Decision | undefined;
  const entry = await retryConflicts(() =>
    store.modify(key, (entry) => {
      decision = decideRequest(entry && checkRecord(entry, namespace), limits);
      return decision.write;
    }),
  );
  const { hits: totalHits, isBlocked } = decision ?? { hits: 0, isBlocked: false }; // it was decided, or modify rejected
  const left = Math.max(0, Math.ceil(((entry?.expiresAt ?? 0) - namespace.clock()) / 1000));
  return { totalHits, timeToExpire: left, isBlocked, timeToBlockExpire: isBlocked ? left : 0 };
}

function checkLimits(ttl: unknown, limit: unknown, blockDuration: unknown): ThrottlerLimits {
  const ttlMs = toDurationMsOrNever(checkNumber(ttl, "ttl"));
  const blockMs = toDurationMsOrNever(checkNumber(blockDuration, "blockDuration"));
  // A throttler without a window counts nothing that lasts: each request is the first of its millisecond.
  return { limit: checkNumber(limit, "limit"), ttlMs: ttlMs ?? 1, blockMs: blockMs ?? undefined };
}

function checkNumber(value: unknown, name: string): number {
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  const given = formatReceivedArgument(value);
  throw invalidInputError(
    "increment",
    `${name} must be a number, was ${given}. The storage is for @nestjs/throttler 6.`,
  );
}

/** Other programs may have written there. */
function checkRecord(entry: Entry<unknown>, { owner, namespace }: CounterNamespace<CounterRecord>): CounterRecord {
  const { key, value } = entry;
  if (typeof value === "object" && value !== null && "hits" in value && typeof value.hits === "number") {
    return value as CounterRecord; // `blocked` is compared with true alone
  }
  throw corruptEntryError({ owner, namespace, key, operation: "increment" });
}
