export type { BoundedNamespaceOptions } from "../shared/bounded-namespace.js";
export type { StoreSource } from "../shared/store-source.js";
export {
  createExpressSessionStore,
  type ExpressSessionHost,
  type ExpressSessionStoreOptions,
} from "./express/index.js";
export { createFastifySessionStore, type FastifySession, type FastifySessionStore } from "./fastify/index.js";
export { createKoaSessionStore, type KoaSessionStore } from "./koa/index.js";
export { createReactRouterSessionStrategy, type ReactRouterSessionStrategy } from "./react-router/index.js";
export type { SessionStoreOptions } from "./records/session-options.js";
