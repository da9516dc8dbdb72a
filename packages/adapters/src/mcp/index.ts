export type { StoreSource } from "../shared/store-source.js";
export { createMcpEventStores, type McpEventStores } from "./adapter.js";
export type { EventMessage, EventStore, Replay } from "./host-types.js";
export type { McpEventStoresOptions } from "./options.js";
