import { type JsonValue, type KeyedStore, KeyedStoreError } from "@keyed-store/core";
import { toJsonValue } from "../shared/to-json-value.js";
import { type EventId, formatEventId, parseEventId } from "./event-id.js";
import type { EventStore } from "./host-types.js";

/** The event store of one session, in a namespace of all. */
export function createEventStore(open: () => Promise<KeyedStore<JsonValue>>, sessionId: string): EventStore {
  const prefix = toSessionPrefix(sessionId);
  const keyOf = (id: EventId): string => `${prefix}${formatEventId(id)}`;
  return {
    async storeEvent(streamId, message) {
      const id = { streamId, nonce: crypto.randomUUID() };
      await (await open()).register(keyOf(id), toJsonValue(message) ?? null);
      return formatEventId(id);
    },
    async getStreamIdForEventId(eventId) {
      const id = parseEventId(eventId);
      return id !== undefined && (await (await open()).has(keyOf(id))) ? id.streamId : undefined;
    },
    async replayEventsAfter(lastEventId, { send }) {
      const events = await open();
      const id = parseEventId(lastEventId);
      const last = id && (await events.lookupEntry(keyOf(id)));
      if (id === undefined || last === undefined) throw eventGoneError();
      const later = await readStream(events, prefix, id.streamId, last.version);
      // The oldest go first: while this one is there, none after it has gone.
      if (!(await events.has(last.key))) throw eventGoneError();
      for (const { eventId, message } of later) await send(eventId, message);
      return id.streamId;
    },
  };
}

/** What the keys of a session begin with, and those of no other. */
export function toSessionPrefix(sessionId: string): string {
  return `${sessionId.replace(/[%/]/g, encodeURIComponent)}/`;
}

interface StoredEvent {
  readonly eventId: string;
  readonly message: JsonValue;
  readonly version: number;
}

/** What came on a stream after a version. Versions rise in the order in which events were stored, in all processes (KS-ORDER-1). */
async function readStream(
  events: KeyedStore<JsonValue>,
  sessionPrefix: string,
  streamId: string,
  after: number,
): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { key, value, version } of events.iterate({ prefix: `${sessionPrefix}${streamId}` })) {
    const eventId = key.slice(sessionPrefix.length);
    // The name of one stream may begin with that of another.
    if (version > after && parseEventId(eventId)?.streamId === streamId)
      found.push({ eventId, message: value, version });
  }
  return found.sort((a, b) => a.version - b.version);
}

/** Without the event it cannot be known whether others after it are gone too. */
function eventGoneError(): KeyedStoreError {
  return new KeyedStoreError(
    "KEYED_STORE_INVALID_INPUT",
    "lastEventId names no event of this session that is still kept. Begin a new session, or raise maxEntries or ttlMs.",
    { operation: "replayEventsAfter" },
  );
}
