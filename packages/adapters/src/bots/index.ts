export type { StoreSource } from "../shared/store-source.js";
export {
  createGrammyStorage,
  type GrammyStorage,
  type GrammyStorageOptions,
  type StorageAdapter as GrammyStorageAdapter,
} from "./grammy/index.js";
export {
  type BoltConversationOptions,
  type BoltConversationStore,
  type ConversationStore,
  createBoltConversationStore,
} from "./slack-bolt/index.js";
export {
  createTelegrafSessionStore,
  type SessionStore as TelegrafStore,
  type TelegrafSessionOptions,
  type TelegrafSessionStore,
} from "./telegraf/index.js";
