export { createNestThrottlerStorage } from "./adapter.js";
export type { NestThrottlerRecord, NestThrottlerStorage } from "./host-types.js";
export type { NestThrottlerStorageOptions } from "./options.js";
