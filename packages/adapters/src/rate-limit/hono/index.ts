export { createHonoRateLimitStore } from "./adapter.js";
export type { HonoRateLimitStoreOptions } from "./options.js";
