import type { Space } from "../backend/namespace-ref.js";
import type { StandardSchema } from "../contract/standard-schema.js";
import type { EncodeOptions } from "../values/encode.js";
import type { OpenStore } from "./store-context.js";

/** What is behind a `KeyedStore` or `SyncKeyedStore`. */
export interface Handle<T> {
  readonly store: OpenStore;
  readonly space: Space;
  readonly defaultTtlMs: number | null;
  readonly encoding: EncodeOptions;
  readonly schema: StandardSchema<unknown, T> | undefined;
}
