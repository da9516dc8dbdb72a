import type { StandardSchema } from "../contract/standard-schema.js";
import { invalidInput } from "../errors/input-errors.js";
import { explain } from "../queue/to-contract-error.js";
import { describe, show } from "../text/describe-value.js";
import { choiceOf } from "../validation/check-choice.js";
import { checkNamespace, checkOwner } from "../validation/check-names.js";
import { checkOptions } from "../validation/check-options.js";
import { limitOf } from "../validation/check-positive-integer.js";
import { checkTtl } from "../validation/check-ttl.js";
import { spaceOf } from "./create-namespace-ref.js";
import type { Handle } from "./namespace-handle.js";
import { type NamespaceRules, registerNamespace } from "./namespace-registry.js";
import type { OpenStore } from "./store-context.js";

/** The owner of what names none. */
const DEFAULT_OWNER = "default";

/** Checks the options of a namespace and opens it. The owner is the given one, where there is one. */
export function openHandle<T>(store: OpenStore, given: unknown, boundOwner?: string): Handle<T> {
  const names = boundOwner === undefined ? [...NAMES, "owner"] : NAMES;
  const options = checkOptions(given ?? {}, names, "openKeyedStore options", "open");
  const { namespace, owner = boundOwner ?? DEFAULT_OWNER } = options;
  checkOwner(owner, store.limits, "open");
  checkNamespace(namespace, store.limits, "open");
  const rules = openedRules(store, owner, namespace, options);
  return {
    store,
    space: spaceOf(store, owner, namespace, rules),
    defaultTtlMs: rules.defaultTtlMs,
    encoding: { limits: store.limits, undefinedFields: rules.undefinedFields },
    schema: rules.schema as StandardSchema<unknown, T> | undefined, // the T of the handle is the schema's output
  };
}

const NAMES = ["namespace", "maxEntries", "defaultTtlMs", "overflow", "undefinedFields", "schema", "redefine"];

/** The rules of a namespace, which is noted to be open with them. */
function openedRules(
  store: OpenStore,
  owner: string,
  namespace: string,
  options: Record<string, unknown>,
): NamespaceRules {
  try {
    const rules = rulesFrom(store, options);
    registerNamespace(store, owner, namespace, rules, redefineOf(options["redefine"]));
    return rules;
  } catch (error) {
    throw explain(error, { operation: "open", owner, namespace }, store.backend, false);
  }
}

function rulesFrom(store: OpenStore, options: Record<string, unknown>): NamespaceRules {
  const { maxEntries, defaultTtlMs, overflow, undefinedFields, schema } = options;
  return {
    maxEntries: maxEntriesOf(store, maxEntries),
    overflow: choiceOf(overflow, ["evict-oldest", "reject-new"], "overflow"),
    defaultTtlMs: checkTtl(defaultTtlMs, store.issuer.clock(), "open", "defaultTtlMs") ?? null,
    undefinedFields: choiceOf(undefinedFields, ["reject", "drop"], "undefinedFields"),
    schema: schemaOf(schema),
  };
}

/** A cap that can be reached (KS-CAP-3). */
function maxEntriesOf(store: OpenStore, given: unknown): number {
  const maxEntries = limitOf(given, "maxEntries", "open");
  if (maxEntries === undefined) {
    throw invalidInput("open", "maxEntries is missing: a whole number of at least 1. A store is bounded by design.");
  }
  const { maxEntriesPerOwner } = store.limits;
  if (maxEntries > maxEntriesPerOwner) {
    throw invalidInput(
      "open",
      `maxEntries is ${maxEntries}, which can never be reached: an owner may have ${maxEntriesPerOwner} entries. ` +
        `Lower it, or open the store with limits: { maxEntriesPerOwner: ${maxEntries} } or more.`,
    );
  }
  return maxEntries;
}

function redefineOf(redefine: unknown): boolean {
  if (redefine === undefined || typeof redefine === "boolean") return redefine ?? false;
  throw invalidInput("open", `redefine must be true or false, was ${show(redefine)}.`);
}

function schemaOf(schema: unknown): StandardSchema | undefined {
  if (schema === undefined) return undefined;
  if ((typeof schema === "object" && schema !== null) || typeof schema === "function") {
    const standard: unknown = Reflect.get(schema, "~standard");
    if (isStandard(standard)) return schema as StandardSchema; // just seen to be one
  }
  throw invalidInput("open", `schema must be a Standard Schema (version 1) validator, was ${describe(schema)}.`);
}

function isStandard(standard: unknown): boolean {
  return (
    typeof standard === "object" &&
    standard !== null &&
    Reflect.get(standard, "version") === 1 &&
    typeof Reflect.get(standard, "validate") === "function"
  );
}
