import type { OverflowPolicy } from "../backend/namespace-ref.js";
import type { StandardSchema } from "../contract/values/standard-schema.js";
import { invalidInputError } from "../errors/input-errors.js";
import { toKeyedStoreError } from "../queue/to-keyed-store-error.js";
import { describeValue, formatReceivedArgument } from "../text/describe-value.js";
import { assertNamespaceName, assertOwnerName } from "../validation/assert-names.js";
import { checkOptions, type OptionValues } from "../validation/check-options.js";
import { parseChoice } from "../validation/parse-choice.js";
import { parseOptionalPositiveInteger } from "../validation/parse-optional-positive-integer.js";
import { parseTtlMs } from "../validation/parse-ttl-ms.js";
import { createNamespaceRef } from "./create-namespace-ref.js";
import type { NamespaceHandle } from "./namespace-handle.js";
import { type NamespaceRules, registerNamespace } from "./namespace-registry.js";
import type { StoreContext } from "./store-context.js";

/** The owner of what names none. */
const DEFAULT_OWNER = "default";

/** Checks the options of a namespace and opens it. The owner is the given one, where there is one. */
export function openNamespaceHandle<T>(store: StoreContext, input: unknown, boundOwner?: string): NamespaceHandle<T> {
  const names = boundOwner === undefined ? [...NAMES, "owner"] : NAMES;
  const options = checkOptions(input ?? {}, names, "openKeyedStore options", "open");
  const { namespace, owner = boundOwner ?? DEFAULT_OWNER } = options;
  assertOwnerName(owner, store.limits, "open");
  assertNamespaceName(namespace, store.limits, "open");
  const rules = parseAndRegisterRules(store, owner, namespace, options);
  return {
    store,
    ref: createNamespaceRef(store, owner, namespace, rules),
    defaultTtlMs: rules.defaultTtlMs,
    renewingKeys: rules.slidingTtl ? new Set() : undefined,
    encoding: { limits: store.limits, undefinedFields: rules.undefinedFields },
    schema: rules.schema as StandardSchema<unknown, T> | undefined, // the T of the handle is the schema's output
  };
}

const NAMES = [
  "namespace",
  "maxEntries",
  "defaultTtlMs",
  "slidingTtl",
  "overflow",
  "undefinedFields",
  "schema",
  "redefine",
];

/** The rules of a namespace, which is noted to be open with them. */
function parseAndRegisterRules(
  store: StoreContext,
  owner: string,
  namespace: string,
  options: OptionValues,
): NamespaceRules {
  try {
    const rules = parseNamespaceRules(store, options);
    registerNamespace(store, owner, namespace, rules, parseBooleanOption(options["redefine"], "redefine"));
    return rules;
  } catch (error) {
    throw toKeyedStoreError(error, { operation: "open", owner, namespace }, store.backend, false);
  }
}

function parseNamespaceRules(store: StoreContext, options: OptionValues): NamespaceRules {
  const { maxEntries, undefinedFields, schema } = options;
  const overflow = parseChoice(options["overflow"], ["evict-oldest", "reject-new"], "overflow");
  const defaultTtlMs = parseTtlMs(options["defaultTtlMs"], store.client.clock(), "open", "defaultTtlMs") ?? null;
  return {
    maxEntries: parseMaxEntries(store, maxEntries, overflow),
    overflow,
    defaultTtlMs,
    slidingTtl: parseSlidingTtl(options["slidingTtl"], defaultTtlMs),
    undefinedFields: parseChoice(undefinedFields, ["reject", "drop"], "undefinedFields"),
    schema: parseSchema(schema),
  };
}

/** A cap that can be reached (KS-CAP-3), or none at all where nothing is ever evicted (KS-CAP-6). */
function parseMaxEntries(store: StoreContext, input: unknown, overflow: OverflowPolicy): number {
  if (input === Number.POSITIVE_INFINITY) {
    if (overflow === "reject-new") return input;
    throw invalidInputError(
      "open",
      'maxEntries may be Infinity only with overflow: "reject-new", which evicts nothing. Give that, or a whole number of at least 1.',
    );
  }
  const maxEntries = parseOptionalPositiveInteger(input, "maxEntries", "open");
  if (maxEntries === undefined) {
    throw invalidInputError(
      "open",
      'maxEntries is missing: a whole number of at least 1, or Infinity with overflow: "reject-new". A store is bounded by design.',
    );
  }
  const { maxEntriesPerOwner } = store.limits;
  if (maxEntries > maxEntriesPerOwner) {
    throw invalidInputError(
      "open",
      `maxEntries is ${maxEntries}, which can never be reached: an owner may have ${maxEntriesPerOwner} entries. ` +
        `Lower it, or open the store with limits: { maxEntriesPerOwner: ${maxEntries} } or more ` +
        "(for a plugin, its runtime with that maxEntriesPerPlugin).",
    );
  }
  return maxEntries;
}

/** Whether looking keeps entries alive, which needs a time to begin anew. */
function parseSlidingTtl(input: unknown, defaultTtlMs: number | null): boolean {
  const slidingTtl = parseBooleanOption(input, "slidingTtl");
  if (!slidingTtl || defaultTtlMs !== null) return slidingTtl;
  throw invalidInputError("open", "slidingTtl needs a defaultTtlMs: the time that a lookup begins anew.");
}

function parseBooleanOption(flag: unknown, argumentName: string): boolean {
  if (flag === undefined || typeof flag === "boolean") return flag ?? false;
  throw invalidInputError("open", `${argumentName} must be true or false, was ${formatReceivedArgument(flag)}.`);
}

function parseSchema(schema: unknown): StandardSchema | undefined {
  if (schema === undefined) return undefined;
  if ((typeof schema === "object" && schema !== null) || typeof schema === "function") {
    const standard: unknown = Reflect.get(schema, "~standard");
    if (isStandardSchemaV1Property(standard)) return schema as StandardSchema; // just seen to be one
  }
  throw invalidInputError(
    "open",
    `schema must be a Standard Schema (version 1) validator, was ${describeValue(schema)}.`,
  );
}

function isStandardSchemaV1Property(tildeStandardProperty: unknown): boolean {
  return (
    typeof tildeStandardProperty === "object" &&
    tildeStandardProperty !== null &&
    Reflect.get(tildeStandardProperty, "version") === 1 &&
    typeof Reflect.get(tildeStandardProperty, "validate") === "function"
  );
}
