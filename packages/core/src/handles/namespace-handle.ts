import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { StandardSchema } from "../contract/standard-schema.js";
import type { EncodeOptions } from "../values/encode.js";
import type { StoreContext } from "./store-context.js";

/** What is behind a `KeyedStore` or `SyncKeyedStore`. */
export interface NamespaceHandle<T> {
  readonly store: StoreContext;
  readonly ref: NamespaceRef;
  readonly defaultTtlMs: number | null;
  readonly encoding: EncodeOptions;
  readonly schema: StandardSchema<unknown, T> | undefined;
}
