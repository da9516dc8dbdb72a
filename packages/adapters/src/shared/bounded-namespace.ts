import {
  checkOptions,
  formatReceivedArgument,
  invalidInputError,
  type KeyedStore,
  type OptionValues,
  type Storable,
} from "@keyed-store/core";
import { createLazyStore } from "./lazy-store.js";
import { parseNamespace, parseOwner } from "./parse-names.js";
import { assertStoreSource, type StoreSource } from "./store-source.js";

/** Where an adapter keeps its entries, and how many. */
export interface BoundedNamespaceOptions {
  /** Whose data it is in the store (KS-NAME-2). */
  readonly owner?: string | undefined;
  /** Which of the owner's data it is (KS-NAME-2). */
  readonly namespace?: string | undefined;
  /** The most live entries, a whole number from 1. Default `Infinity`: nothing is evicted (KS-CAP-6). */
  readonly maxEntries?: number | undefined;
  /**
   * What a new entry does at `maxEntries`: it is refused with `KEYED_STORE_LIMIT_EXCEEDED`, which the host shows as it shows
   * any failure, or the entry goes that was written longest ago. Default `"reject-new"`.
   */
  readonly overflow?: "reject-new" | "evict-oldest" | undefined;
}

/** What a namespace has where the options do not say. */
export interface BoundedNamespaceDefaults {
  readonly owner: string;
  /** Absent where it must be given. */
  readonly namespace?: string;
  /** How long an entry lives where a write does not say, in milliseconds. */
  readonly defaultTtlMs?: number;
}

/** A namespace that is opened when it is first needed. */
export interface BoundedNamespace<T> {
  readonly owner: string;
  readonly namespace: string;
  /** The namespace's store; rejects as opening does, and the next call tries again. */
  readonly get: () => Promise<KeyedStore<T>>;
  /** Closes the store, if the adapter opened it. */
  close(): Promise<void>;
}

const NAMESPACE_OPTION_NAMES = ["owner", "namespace", "maxEntries", "overflow"] as const;

/**
 * The options that a caller gave, each read once, all of which this adapter knows.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` no object, or an unknown name, for which the message names the nearest right one
 */
export function checkAdapterOptions(
  options: unknown,
  adapterOptionNames: readonly string[],
  operationName: string,
): OptionValues {
  return checkOptions(
    options,
    [...NAMESPACE_OPTION_NAMES, ...adapterOptionNames],
    `${operationName} options`,
    operationName,
  );
}

/**
 * The namespace that the options name. That of an open store is opened at once, so that what is wrong shows where it was written.
 *
 * @param options - as {@link checkAdapterOptions} gave them
 * @throws `KEYED_STORE_INVALID_INPUT` a wrong option, or no store; `KEYED_STORE_CLOSED` the store is closed
 */
export function openBoundedNamespace<T extends Storable<T>>(
  source: StoreSource,
  options: Readonly<OptionValues>,
  defaults: BoundedNamespaceDefaults,
  operationName: string,
): BoundedNamespace<T> {
  assertStoreSource(source, operationName);
  const namespaceOptions = {
    owner: parseOwner(options["owner"] ?? defaults.owner, operationName),
    namespace: parseNamespace(options["namespace"] ?? defaults.namespace, operationName),
    ...checkCap(options["maxEntries"] ?? Number.POSITIVE_INFINITY, options["overflow"] ?? "reject-new", operationName),
    ...(defaults.defaultTtlMs === undefined ? {} : { defaultTtlMs: defaults.defaultTtlMs }),
  };
  if (typeof source !== "function") source.openKeyedStore<unknown>(namespaceOptions);
  const store = createLazyStore(source);
  const { owner, namespace } = namespaceOptions;
  return { owner, namespace, get: store.namespace<T>(namespaceOptions), close: store.close };
}

interface NamespaceCap {
  readonly maxEntries: number;
  readonly overflow: "reject-new" | "evict-oldest";
}

function checkCap(maxEntries: unknown, overflow: unknown, operationName: string): NamespaceCap {
  if (overflow !== "reject-new" && overflow !== "evict-oldest") {
    const given = formatReceivedArgument(overflow);
    throw invalidInputError(operationName, `overflow must be "reject-new" or "evict-oldest", was ${given}.`);
  }
  if (maxEntries === Number.POSITIVE_INFINITY && overflow === "evict-oldest") {
    throw invalidInputError(operationName, 'overflow "evict-oldest" needs maxEntries, a whole number from 1.');
  }
  if (maxEntries === Number.POSITIVE_INFINITY || (Number.isSafeInteger(maxEntries) && Number(maxEntries) >= 1)) {
    return { maxEntries: Number(maxEntries), overflow };
  }
  const given = formatReceivedArgument(maxEntries);
  throw invalidInputError(operationName, `maxEntries must be a whole number from 1, or Infinity, was ${given}.`);
}
