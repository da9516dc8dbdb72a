export type { StoreSource } from "../shared/store-source.js";
export { createChatState } from "./adapter.js";
export type { ListOptions, Lock, QueueEntry, StateAdapter } from "./host-types.js";
export type { ChatStateOptions } from "./options.js";
