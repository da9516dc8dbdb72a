import type { StoreSource } from "../../shared/store-source.js";
import { createBotSessions } from "../sessions/bot-sessions.js";
import type { StorageAdapter } from "./host-types.js";
import type { GrammyStorageOptions } from "./options.js";

/** A storage for grammY's sessions on a store. */
export interface GrammyStorage<T> extends StorageAdapter<T> {
  /** Closes the store, if it was opened here. */
  readonly close: () => Promise<void>;
}

/**
 * The `storage` of grammY's `session` and `lazySession`, by default in the namespace `sessions` of the owner `grammy`. Sessions go
 * through what `JSON.stringify` does with them: a Date comes back as text. Whatever the store fails with is a rejection, which
 * grammY hands to `bot.catch`.
 *
 * @param store - an open store, or a function that opens one at the first use
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option
 */
export function createGrammyStorage<T>(store: StoreSource, options?: GrammyStorageOptions): GrammyStorage<T> {
  const defaults = { owner: "grammy", namespace: "sessions" };
  const sessions = createBotSessions<T>(store, options, defaults, "createGrammyStorage");
  async function* readAllEntries(): AsyncGenerator<[key: string, value: T]> {
    for await (const { key, value } of (await sessions.open()).iterate()) yield [key, value as T]; // as `read` gives it
  }
  return {
    read: sessions.read,
    write: (key, value) => sessions.write(key, value),
    delete: sessions.delete,
    async has(key) {
      return (await sessions.open()).has(key);
    },
    async *readAllKeys() {
      yield* await (await sessions.open()).keys();
    },
    async *readAllValues() {
      for await (const [, value] of readAllEntries()) yield value;
    },
    readAllEntries,
    close: sessions.close,
  };
}
