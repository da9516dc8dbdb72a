export { createExpressSessionStore } from "./adapter.js";
export type { ExpressSessionHost } from "./host-types.js";
export type { ExpressSessionStoreOptions } from "./options.js";
