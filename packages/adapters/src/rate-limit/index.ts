export type { BoundedNamespaceOptions } from "../shared/bounded-namespace.js";
export type { StoreSource } from "../shared/store-source.js";
export type { FailingOpenOptions, RateLimitStoreOptions } from "./counters/rate-limit-options.js";
export { createExpressRateLimitStore } from "./express/index.js";
export {
  createFastifyRateLimitStore,
  type FastifyRateLimitCallback,
  type FastifyRateLimitParams,
  type FastifyRateLimitStore,
  type FastifyRateLimitStoreClass,
} from "./fastify/index.js";
export { createFlexibleRateLimiter, type FlexibleHost, type FlexibleRateLimiterOptions } from "./flexible/index.js";
export { createHonoRateLimitStore, type HonoRateLimitStoreOptions } from "./hono/index.js";
export {
  createNestThrottlerStorage,
  type NestThrottlerRecord,
  type NestThrottlerStorage,
  type NestThrottlerStorageOptions,
} from "./nest/index.js";
export type { WindowCount, WindowStore } from "./window/window-store.js";
