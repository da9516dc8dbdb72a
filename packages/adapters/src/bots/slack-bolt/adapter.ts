import { formatReceivedArgument, invalidInputError, type WriteOptions } from "@keyed-store/core";
import type { StoreSource } from "../../shared/store-source.js";
import { createBotSessions } from "../sessions/bot-sessions.js";
import type { ConversationStore } from "./host-types.js";
import type { BoltConversationOptions } from "./options.js";

/** A store for Bolt's conversations on a store of ours. */
export interface BoltConversationStore<T> extends ConversationStore<T> {
  /** Closes the store, if it was opened here. */
  close(): Promise<void>;
}

/**
 * The `convoStore` of Slack's Bolt, by default in the namespace `conversations` of the owner `slack-bolt`. A conversation that is
 * not there, or has expired, rejects with the message by which Bolt's own middleware knows it; whatever the store fails with
 * is a rejection too, which that middleware logs.
 *
 * @param store - an open store, or a function that opens one at the first use
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option; of `set`: an `expiresAt` that is no instant
 */
export function createBoltConversationStore<T>(
  store: StoreSource,
  options?: BoltConversationOptions,
): BoltConversationStore<T> {
  const defaults = { owner: "slack-bolt", namespace: "conversations" };
  const sessions = createBotSessions<T>(store, options, defaults, "createBoltConversationStore");
  return {
    async set(conversationId, value, expiresAt) {
      await sessions.write(conversationId, value, toWriteOptions(expiresAt));
    },
    async get(conversationId) {
      const value = await sessions.read(conversationId);
      if (value === undefined) throw new Error(NOT_FOUND);
      return value;
    },
    close: sessions.close,
  };
}

/** Bolt's middleware compares with this text, and logs any other. */
const NOT_FOUND = "Conversation not found";

/** Bolt's own store keeps a conversation through the millisecond of its expiry, a store does not. */
function toWriteOptions(expiresAt: unknown): WriteOptions | undefined {
  if (expiresAt === undefined) return undefined;
  if (typeof expiresAt === "number" && Number.isFinite(expiresAt)) {
    return { expiresAt: Math.max(0, Math.floor(expiresAt) + 1) };
  }
  throw invalidInputError(
    "set",
    `expiresAt must be milliseconds since the epoch, was ${formatReceivedArgument(expiresAt)}.`,
  );
}
