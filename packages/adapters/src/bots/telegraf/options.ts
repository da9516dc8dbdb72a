import type { SessionOptions } from "../sessions/session-options.js";

/** Where and how long the sessions of a Telegraf bot are kept. */
export interface TelegrafSessionOptions extends SessionOptions {}
