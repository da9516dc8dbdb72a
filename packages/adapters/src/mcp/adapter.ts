import { formatReceivedArgument, invalidInputError, type JsonValue } from "@keyed-store/core";
import { openBoundedNamespace } from "../shared/bounded-namespace.js";
import type { StoreSource } from "../shared/store-source.js";
import { createEventStore, toSessionPrefix } from "./event-store.js";
import type { EventStore } from "./host-types.js";
import { type McpEventStoresOptions, parseMcpEventStoresOptions } from "./options.js";

/** The events of all sessions of an MCP server. */
export interface McpEventStores {
  /**
   * The `eventStore` of one session. Streams of different sessions may have the same name, and a client may name any event: so
   * each session sees its own alone.
   *
   * @throws `KEYED_STORE_INVALID_INPUT` a session id that is empty or no text
   */
  forSession(sessionId: string): EventStore;
  /** Removes the events of a session that has ended, and gives how many there were. */
  deleteSession(sessionId: string): Promise<number>;
  /** Closes the store, if it was opened here. */
  readonly close: () => Promise<void>;
}

const OPERATION = "createMcpEventStores";

/**
 * What the servers of the MCP SDK remember for clients that come back after a lost connection, also to another process or
 * after a restart. The events of a stream are replayed in the order in which they were stored. There are at most `maxEntries`, the oldest of
 * which go, and each lives for `ttlMs`; a client that has missed one that is gone is refused, and never told less in silence.
 * Whatever the store fails with is a rejection, which the SDK answers with an error and hands to `onerror`.
 *
 * @param store - an open store, or a function that opens one at the first use
 * @throws `KEYED_STORE_INVALID_INPUT` a bad option
 */
export function createMcpEventStores(store: StoreSource, options?: McpEventStoresOptions): McpEventStores {
  const { namespaceOptions, eventTtlMs } = parseMcpEventStoresOptions(options, OPERATION);
  const defaults = { owner: "mcp", namespace: "events", defaultTtlMs: eventTtlMs };
  const { get: open, close } = openBoundedNamespace<JsonValue>(store, namespaceOptions, defaults, OPERATION);
  return {
    forSession: (sessionId) => createEventStore(open, checkSessionId(sessionId, "forSession")),
    async deleteSession(sessionId) {
      const prefix = toSessionPrefix(checkSessionId(sessionId, "deleteSession"));
      return (await open()).clear({ prefix });
    },
    close,
  };
}

function checkSessionId(sessionId: unknown, operationName: string): string {
  if (typeof sessionId === "string" && sessionId !== "") return sessionId;
  throw invalidInputError(
    operationName,
    `sessionId must be a text of at least one character, was ${formatReceivedArgument(sessionId)}. Name one also where the transport has no sessions.`,
  );
}
