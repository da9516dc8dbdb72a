import type { NamespaceRef } from "../backend/namespace-ref.js";
import type { StandardSchema } from "../contract/values/standard-schema.js";
import type { EncodeOptions } from "../values/encode.js";
import type { StoreContext } from "./store-context.js";

/** What is behind a `KeyedStore` or `SyncKeyedStore`. */
export interface NamespaceHandle<T> {
  readonly store: StoreContext;
  readonly ref: NamespaceRef;
  readonly defaultTtlMs: number | null;
  /** Keys whose time is being begun anew because they were looked at; `undefined` where looking keeps nothing alive. */
  readonly renewingKeys: Set<string> | undefined;
  readonly encoding: EncodeOptions;
  readonly schema: StandardSchema<unknown, T> | undefined;
}
