export type { StoreSource } from "../shared/store-source.js";
export { createKeyedStoreDriver, createKeyedStoreDriver as default, type KeyedStoreDriver } from "./adapter.js";
export type { DriverCallOptions, ItemMeta, UnstorageDriver } from "./host-types.js";
export type { UnstorageDriverOptions } from "./options.js";
