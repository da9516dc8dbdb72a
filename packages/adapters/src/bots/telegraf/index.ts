export { createTelegrafSessionStore, type TelegrafSessionStore } from "./adapter.js";
export type { SessionStore } from "./host-types.js";
export type { TelegrafSessionOptions } from "./options.js";
