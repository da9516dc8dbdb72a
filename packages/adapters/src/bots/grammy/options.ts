import type { BotSessionOptions } from "../sessions/bot-session-options.js";

/** Where and how long the sessions of a grammY bot are kept. */
export interface GrammyStorageOptions extends BotSessionOptions {}
