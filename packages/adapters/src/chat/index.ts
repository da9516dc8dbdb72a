export type { StoreSource } from "../shared/store-source.js";
export { createChatSdkState } from "./adapter.js";
export type { ChatSdkStateAdapter, ListOptions, Lock, QueueEntry } from "./host-types.js";
export type { ChatSdkStateOptions } from "./options.js";
