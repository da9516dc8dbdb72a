import type { BotSessionOptions } from "../sessions/bot-session-options.js";

/** Where and how long the sessions of a Telegraf bot are kept. */
export interface TelegrafSessionOptions extends BotSessionOptions {}
