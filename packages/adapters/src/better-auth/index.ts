export type { StoreSource } from "../shared/store-source.js";
export { createSecondaryStorage, type KeyedSecondaryStorage } from "./adapter.js";
export type { SecondaryStorage } from "./host-types.js";
export type { SecondaryStorageOptions } from "./options.js";
