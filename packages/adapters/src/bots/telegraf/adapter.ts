import type { StoreSource } from "../../shared/store-source.js";
import { createBotSessions } from "../sessions/bot-sessions.js";
import type { SessionStore } from "./host-types.js";
import type { TelegrafSessionOptions } from "./options.js";

/** A store for Telegraf's sessions on a store of ours. */
export interface TelegrafSessionStore<T> extends SessionStore<T> {
  /** Closes the store, if it was opened here. */
  readonly close: () => Promise<void>;
}

/**
 * The `store` of Telegraf's `session`, by default in the namespace `sessions` of the owner `telegraf`. Sessions go through what
 * `JSON.stringify` does with them: a Date comes back as text. Whatever the store fails with is a rejection, which Telegraf
 * hands to `bot.catch`.
 *
 * @param store - an open store, or a function that opens one at the first use
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option
 */
export function createTelegrafSessionStore<T>(
  store: StoreSource,
  options?: TelegrafSessionOptions,
): TelegrafSessionStore<T> {
  const defaults = { owner: "telegraf", namespace: "sessions" };
  const sessions = createBotSessions<T>(store, options, defaults, "createTelegrafSessionStore");
  return {
    get: sessions.read,
    set: (name, value) => sessions.write(name, value),
    delete: sessions.delete,
    close: sessions.close,
  };
}
