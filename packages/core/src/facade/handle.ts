import type { Space } from "../command.js";
import type { EncodeOptions } from "../encode.js";
import type { StandardSchema } from "../standard-schema.js";
import type { OpenStore } from "./open-store.js";

/** What is behind a `KeyedStore` or `SyncKeyedStore`. */
export interface Handle<T> {
  readonly store: OpenStore;
  readonly space: Space;
  readonly defaultTtlMs: number | null;
  readonly encoding: EncodeOptions;
  readonly schema: StandardSchema<unknown, T> | undefined;
}
