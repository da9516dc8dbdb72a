import type { JsonValue, KeyedStore, WriteOptions } from "@keyed-store/core";
import { checkAdapterOptions, openBoundedNamespace } from "../../shared/bounded-namespace.js";
import { checkDuration } from "../../shared/check-duration.js";
import type { StoreSource } from "../../shared/store-source.js";
import { toJsonValue } from "../../shared/to-json-value.js";
import type { BotSessionOptions } from "./bot-session-options.js";

/** What the bots' frameworks have in common: sessions of whatever type under keys of the framework's. */
export interface BotSessions<T> {
  /** Opens the store, if it is not open, and gives the sessions as they are stored. */
  open(): Promise<KeyedStore<JsonValue>>;
  /** A session, or undefined. */
  read(key: string): Promise<T | undefined>;
  /** Writes what `JSON.stringify` makes of a session; one of which it makes nothing is removed. */
  write(key: string, value: T, expiry?: WriteOptions): Promise<void>;
  /** Removes a session. */
  delete(key: string): Promise<void>;
  /** Closes the store, if it was opened here. */
  readonly close: () => Promise<void>;
}

/** Where a host's sessions are kept, where the options do not say. */
export interface BotSessionDefaults {
  readonly owner: string;
  readonly namespace: string;
}

/**
 * The sessions of one host on a store.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a bad store or option
 */
export function createBotSessions<T>(
  source: StoreSource,
  options: BotSessionOptions | undefined,
  defaults: BotSessionDefaults,
  operationName: string,
): BotSessions<T> {
  const checked = checkAdapterOptions(options, ["ttlMs"], operationName);
  const ttlMs = checkDuration(checked["ttlMs"], "ttlMs", operationName);
  const withTtl = { ...defaults, ...(ttlMs === undefined ? {} : { defaultTtlMs: ttlMs }) };
  const { get: open, close } = openBoundedNamespace<JsonValue>(source, checked, withTtl, operationName);
  return {
    open,
    async read(key) {
      return (await (await open()).lookup(key)) as T | undefined; // what it is, only the bot knows
    },
    async write(key, value, expiry) {
      const stored = toJsonValue(value);
      const sessions = await open();
      if (stored === undefined) await sessions.delete(key);
      else await sessions.register(key, stored, expiry);
    },
    async delete(key) {
      await (await open()).delete(key);
    },
    close,
  };
}
