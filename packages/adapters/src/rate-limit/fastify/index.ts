export { createFastifyRateLimitStore } from "./adapter.js";
export type {
  FastifyRateLimitCallback,
  FastifyRateLimitParams,
  FastifyRateLimitStore,
  FastifyRateLimitStoreClass,
} from "./host-types.js";
