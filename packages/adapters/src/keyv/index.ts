export type { StoreSource } from "../shared/store-source.js";
