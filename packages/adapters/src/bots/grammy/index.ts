export { createGrammyStorage, type GrammyStorage } from "./adapter.js";
export type { StorageAdapter } from "./host-types.js";
export type { GrammyStorageOptions } from "./options.js";
