import {
  createExpressSessionStore,
  createFastifySessionStore,
  createKoaSessionStore,
  createReactRouterSessionStrategy,
} from "@keyed-store/adapters/session";
import session from "express-session";

/**
 * A host, loaded when it is asked for, and the adapter that is its store.
 *
 * @typedef {object} Host
 * @property {() => Promise<{ start(settings: import("./routes.mjs").Settings): Promise<import("./routes.mjs").Listening> }>} load
 * @property {(source: import("@keyed-store/adapters/session").StoreSource, options?: any) => any} createStore
 */

/** @type {Record<string, Host>} */
const hosts = {
  express: {
    load: () => import("./express.mjs"),
    createStore: (source, options) => createExpressSessionStore(source, { host: session, ...options }),
  },
  fastify: { load: () => import("./fastify.mjs"), createStore: createFastifySessionStore },
  koa: { load: () => import("./koa.mjs"), createStore: createKoaSessionStore },
  "react-router": { load: () => import("./react-router.mjs"), createStore: createReactRouterSessionStrategy },
};

export const HOSTS = Object.keys(hosts);

/** @param {string} name */
export function hostNamed(name) {
  const host = hosts[name];
  if (host === undefined) throw new Error(`no host ${name}`);
  return host;
}
