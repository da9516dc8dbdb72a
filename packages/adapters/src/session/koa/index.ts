export { createKoaSessionStore } from "./adapter.js";
export type { KoaSessionStore } from "./host-types.js";
