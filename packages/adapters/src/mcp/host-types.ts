/** A JSON-RPC message, or the empty object by which the SDK begins a stream. What is in it is the host's. */
export type EventMessage = unknown;

/** What the MCP SDK asks of the `eventStore` of its Streamable HTTP transports. */
export interface EventStore {
  /** Appends to a stream, and gives the id of what was appended. */
  storeEvent(streamId: string, message: EventMessage): Promise<string>;
  /** The stream of an event that can be replayed after; else undefined, for which the SDK refuses the request. */
  getStreamIdForEventId(eventId: string): Promise<string | undefined>;
  /** Sends what came on the stream of an event after it, in order, and gives the stream. */
  replayEventsAfter(lastEventId: string, replay: Replay): Promise<string>;
}

/** Where events are replayed to. */
export interface Replay {
  /** Sends one event; the next waits for it. */
  send(eventId: string, message: EventMessage): Promise<void>;
}
