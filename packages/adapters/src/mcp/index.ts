export type { StoreSource } from "../shared/store-source.js";
export { createMcpEvents, type McpEvents } from "./adapter.js";
export type { EventMessage, EventStore, Replay } from "./host-types.js";
export type { McpEventsOptions } from "./options.js";
