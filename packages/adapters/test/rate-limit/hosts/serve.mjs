import {
  createExpressRateLimitStore,
  createFastifyRateLimitStore,
  createFlexibleRateLimiter,
  createHonoRateLimitStore,
  createNestThrottlerStorage,
} from "@keyed-store/adapters/rate-limit";
import * as flexible from "rate-limiter-flexible";

/**
 * A limit as the servers of these tests have it.
 *
 * @typedef {object} Limits
 * @property {any} [store] the adapter; the host's own memory where absent
 * @property {number} max
 * @property {number} windowMs
 * @property {(error: unknown) => void} [onError] is told of what the host makes 500 of
 */

/**
 * A server that listens.
 *
 * @typedef {{ readonly port: number, close(): Promise<void> }} Listening
 */

/**
 * A host, loaded when it is asked for, and the adapter that is its store.
 *
 * @typedef {object} Host
 * @property {() => Promise<{ start(limits: Limits, options?: object): Promise<Listening> }>} load
 * @property {(source: import("@keyed-store/adapters/rate-limit").StoreSource, options: any) => any} createStore
 */

/** @type {Record<string, Host>} */
export const hosts = {
  express: { load: () => import("./express.mjs"), createStore: createExpressRateLimitStore },
  hono: { load: () => import("./hono.mjs"), createStore: createHonoRateLimitStore },
  fastify: { load: () => import("./fastify.mjs"), createStore: createFastifyRateLimitStore },
  nest: { load: () => import("./nest.mjs"), createStore: createNestThrottlerStorage },
  flexible: {
    load: () => import("./flexible.mjs"),
    createStore: (source, options) =>
      createFlexibleRateLimiter(source, { host: flexible, limiter: { points: 5, duration: 3600 }, ...options }),
  },
};

/** @param {string} name */
export function hostNamed(name) {
  const host = hosts[name];
  if (host === undefined) throw new Error(`no host ${name}`);
  return host;
}
