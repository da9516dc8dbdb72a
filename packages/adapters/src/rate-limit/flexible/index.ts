export { createFlexibleRateLimiter } from "./adapter.js";
export type { FlexibleHost } from "./host-types.js";
export type { FlexibleRateLimiterOptions } from "./options.js";
