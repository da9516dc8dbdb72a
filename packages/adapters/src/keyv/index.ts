export type { StoreSource } from "../shared/store-source.js";
export { KeyvKeyedStore } from "./adapter.js";
export type { KeyvEntry, KeyvStorage } from "./host-types.js";
export type { KeyvKeyedStoreOptions } from "./options.js";
