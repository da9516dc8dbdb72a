import { invalidInputError, type JsonValue, type OpenStateStoreOptions, type OptionValues } from "@keyed-store/core";
import { type BoundedNamespace, checkAdapterOptions, openBoundedNamespace } from "../shared/bounded-namespace.js";
import { type CacheOptions, defaultOverflowToEvictOldestIfCapped } from "../shared/cache-options.js";
import type { StoreSource } from "../shared/store-source.js";
import { importKeyedStoreAndOpenStore } from "./import-keyed-store-and-open-store.js";
import { parseTtlSecondsAsMs } from "./parse-ttl-seconds-as-ms.js";

/** Where the items of a mount are kept, and how many. By default all that come, of the owner `unstorage`. */
export interface UnstorageDriverOptions extends CacheOptions {
  /** An open store, or a function that opens one at the first use. It excludes `open`. */
  readonly store?: StoreSource | undefined;
  /**
   * The options of `openStateStore` of the package `keyed-store`, which must be installed: for a configuration that is data, as
   * Nitro's is. The store is opened at the first use. With `{}`, the environment variable `KEYED_STORE_DIR` names the directory.
   */
  readonly open?: Partial<OpenStateStoreOptions> | undefined;
  /** Which of the owner's data it is (KS-NAME-2). Two mounts with the same one are the same items. */
  readonly namespace: string;
  /** The seconds that an item lives where a call does not say. Default: for ever. */
  readonly ttl?: number | undefined;
  /** The name by which a configuration names the driver; it is passed over. */
  readonly driver?: string | undefined;
}

/** What {@link UnstorageDriverOptions} come to. */
export interface UnstorageNamespace {
  readonly items: BoundedNamespace<JsonValue>;
  /** Milliseconds; undefined for ever. */
  readonly defaultTtlMs: number | undefined;
}

export const OPERATION = "unstorage driver";

const OWN_OPTIONS = ["store", "open", "ttl", "driver"];

/**
 * The options, checked, and the namespace that they name.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, no store, or two; `KEYED_STORE_CLOSED` the store is closed
 */
export function openUnstorageNamespace(options: unknown): UnstorageNamespace {
  const checked = defaultOverflowToEvictOldestIfCapped(checkAdapterOptions(options, OWN_OPTIONS, OPERATION));
  return {
    items: openBoundedNamespace(findSource(checked), checked, { owner: "unstorage" }, OPERATION),
    defaultTtlMs: parseTtlSecondsAsMs(checked["ttl"], OPERATION),
  };
}

function findSource({ store, open }: Readonly<OptionValues>): StoreSource {
  if ((store === undefined) === (open === undefined)) {
    throw invalidInputError(
      OPERATION,
      `${store === undefined ? "Neither store nor open was" : "store and open were both"} given. ` +
        "Give one: a store from openStateStore or a function that opens one, or the options of openStateStore, such as " +
        '{ directory: "./state" }.',
    );
  }
  return open === undefined ? (store as StoreSource) : () => importKeyedStoreAndOpenStore(open); // checked where it is opened
}
