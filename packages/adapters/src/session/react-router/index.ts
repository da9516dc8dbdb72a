export { createReactRouterSessionStrategy } from "./adapter.js";
export type { ReactRouterSessionStrategy } from "./host-types.js";
