export { createFastifySessionStore } from "./adapter.js";
export type { FastifySession, FastifySessionStore } from "./host-types.js";
