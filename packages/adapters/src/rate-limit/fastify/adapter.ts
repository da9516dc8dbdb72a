import { answerCallback } from "../../shared/answer-callback.js";
import type { StoreSource } from "../../shared/store-source.js";
import type { Count } from "../counters/counters.js";
import { openCounterNamespace, openCounters } from "../counters/open-counters.js";
import type { RateLimitStoreOptions } from "../counters/rate-limit-options.js";
import { toCounterKey } from "../counters/to-counter-key.js";
import { countHit } from "./count-hit.js";
import { createCounterScopeAllocator } from "./counter-scope-allocator.js";
import type {
  FastifyRateLimitCallback,
  FastifyRateLimitParams,
  FastifyRateLimitStore,
  FastifyRateLimitStoreClass,
} from "./host-types.js";

const OPERATION = "createFastifyRateLimitStore";

/**
 * A store class for @fastify/rate-limit, to be passed as its `store`: it counts exactly among all processes on the store, with
 * `continueExceeding` and `exponentialBackoff` in the same step. A store that fails is an error of the request, or lets it
 * pass, as the host's `skipOnError` says.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store
 * @throws `KEYED_STORE_CLOSED` the store is closed
 */
export function createFastifyRateLimitStore(
  source: StoreSource,
  options: RateLimitStoreOptions,
): FastifyRateLimitStoreClass {
  const namespace = openCounterNamespace<number>(source, options, [], OPERATION);
  const counters = openCounters(namespace);
  const { clock } = namespace;
  const scopes = createCounterScopeAllocator();
  return class FastifyKeyedStore implements FastifyRateLimitStore {
    readonly #params: FastifyRateLimitParams;
    readonly #scope: string;

    /** The host makes one, and the routes with limits of their own get theirs of `child`. */
    constructor(params: object, scope: string = scopes.allocateForPlugin()) {
      this.#params = params;
      this.#scope = scope;
    }

    static readonly close = counters.close;

    incr(key: string, callback: FastifyRateLimitCallback, timeWindow: number, max: number): void {
      const hit = async (): Promise<{ current: number; ttl: number }> => {
        const counterKey = toCounterKey(key, "incr", this.#scope);
        return answer(await countHit(counters, counterKey, this.#params, timeWindow, max));
      };
      answerCallback(hit(), callback);
    }

    read(key: string, callback: FastifyRateLimitCallback): void {
      const look = async (): Promise<{ current: number; ttl: number }> => {
        const found = await counters.read(toCounterKey(key, "read", this.#scope));
        return found === undefined ? { current: 0, ttl: 0 } : answer(found);
      };
      answerCallback(look(), callback);
    }

    child(params: object): FastifyRateLimitStore {
      return new FastifyKeyedStore(params, scopes.allocateForRoute(params));
    }
  };

  function answer({ count, expiresAt }: Count): { current: number; ttl: number } {
    return { current: count, ttl: expiresAt === undefined ? 0 : Math.max(0, expiresAt - clock()) };
  }
}
