import { formatReceivedArgument, invalidInputError } from "@keyed-store/core";
import type { StoreSource } from "../../shared/store-source.js";
import type { Count } from "../counters/counters.js";
import { openCounterNamespace, openCounters } from "../counters/open-counters.js";
import { toCounterKey } from "../counters/to-counter-key.js";
import { toDurationMsOrNever } from "../counters/to-duration-ms-or-never.js";
import { findRateLimiterClasses } from "./find-rate-limiter-classes.js";
import type { FlexibleCounter } from "./host-types.js";
import type { FlexibleRateLimiterOptions } from "./options.js";

const OPERATION = "createFlexibleRateLimiter";

/**
 * A limiter of rate-limiter-flexible 11 that counts exactly among all processes on the store: one of the host's own store limiters,
 * with all that these can do (blocking, insurance, even execution). A store that fails rejects with its error, which is no
 * `RateLimiterRes`, or leads to the host's `insuranceLimiter`.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, no store, or a host of another version; what the host's own options are
 * refused with is passed on
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createFlexibleRateLimiter<L extends object, O extends object>(
  source: StoreSource,
  options: FlexibleRateLimiterOptions<L, O>,
): L & { close(): Promise<void> } {
  const namespace = openCounterNamespace<number>(source, options, ["host", "limiter"], OPERATION);
  const counters = openCounters(namespace);
  const { StoreLimiter, Res } = findRateLimiterClasses(namespace.adapterOptions["host"], OPERATION);
  const { clock } = namespace;

  class KeyedStoreLimiter extends StoreLimiter {
    override async _upsert(
      key: string,
      points: number,
      msDuration: number,
      forceExpire: boolean = false,
    ): Promise<FlexibleCounter> {
      const counterKey = toCounterKey(key, "consume");
      const ttlMs = toDurationMsOrNever(msDuration);
      if (!forceExpire) return toCounter(await counters.add(counterKey, points, ttlMs));
      await counters.set(counterKey, points, ttlMs);
      return { points, expire: ttlMs === null ? null : clock() + ttlMs };
    }

    override async _get(key: string): Promise<FlexibleCounter | null> {
      const found = await counters.read(toCounterKey(key, "get"));
      return found === undefined ? null : toCounter(found);
    }

    override _delete(key: string): Promise<boolean> {
      return counters.reset(toCounterKey(key, "delete"));
    }

    _getRateLimiterRes(_key: string, changedPoints: number, { points, expire }: FlexibleCounter): object {
      const remaining = Math.max(this.points - points, 0);
      const msBeforeNext = expire === null ? -1 : Math.max(expire - clock(), 0);
      return new Res(remaining, msBeforeNext, points, changedPoints === points);
    }

    close(): Promise<void> {
      return counters.close();
    }
  }

  const limiter: unknown = new KeyedStoreLimiter(checkLimiterOptions(namespace.adapterOptions["limiter"]));
  return limiter as L & { close(): Promise<void> }; // it extends the class of which L is an instance
}

function toCounter({ count, expiresAt }: Count): FlexibleCounter {
  return { points: count, expire: expiresAt ?? null };
}

function checkLimiterOptions(limiter: unknown): object {
  if (typeof limiter === "object" && limiter !== null) return limiter;
  const given = formatReceivedArgument(limiter);
  throw invalidInputError(
    OPERATION,
    `limiter must be the host's options, such as { points: 5, duration: 60 }, was ${given}.`,
  );
}
