export { type BoltConversationStore, createBoltConversationStore } from "./adapter.js";
export type { ConversationStore } from "./host-types.js";
export type { BoltConversationOptions } from "./options.js";
