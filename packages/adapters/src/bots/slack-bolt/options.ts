import type { BotSessionOptions } from "../sessions/bot-session-options.js";

/** Where and how long the conversations of a Bolt app are kept. An `expiresAt` of a write goes before `ttlMs`. */
export interface BoltConversationOptions extends BotSessionOptions {}
