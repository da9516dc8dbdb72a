import { invalidInputError } from "@keyed-store/core";
import { describeOption } from "./describe-option.js";

/** Where an adapter keeps its entries, and how many. */
export interface PlaceOptions {
  /** Whose data it is (KS-NAME-2). Default: the name of the host. */
  readonly owner?: string | undefined;
  /** Which of the owner's data it is (KS-NAME-2). Another adapter of this kind on the same store needs another one. */
  readonly namespace?: string | undefined;
  /**
   * The most live entries: a whole number from 1, or `Infinity`. A new one over it is refused as `KEYED_STORE_LIMIT_EXCEEDED`;
   * nothing is evicted. Default `Infinity`.
   */
  readonly maxEntries?: number | undefined;
}

/** {@link PlaceOptions}, checked and whole, as `openKeyedStore` takes them. */
export interface Place {
  readonly owner: string;
  readonly namespace: string;
  readonly maxEntries: number;
  readonly overflow: "reject-new";
}

/** The names of {@link PlaceOptions}. */
export const PLACE_OPTIONS = ["owner", "namespace", "maxEntries"] as const;

const OWNER = /^[A-Za-z0-9@][A-Za-z0-9@._:/-]{0,213}$/;
const NAMESPACE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/**
 * Where an adapter keeps its entries.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` an owner or namespace that is no name, or a cap that is no number from 1
 */
export function checkPlace(
  options: Readonly<Record<string, unknown>>,
  defaults: { readonly owner: string; readonly namespace: string },
  operation: string,
): Place {
  return {
    owner: checkName(options["owner"] ?? defaults.owner, "owner", OWNER, operation),
    namespace: checkName(options["namespace"] ?? defaults.namespace, "namespace", NAMESPACE, operation),
    maxEntries: checkMaxEntries(options["maxEntries"], operation),
    overflow: "reject-new",
  };
}

function checkName(name: unknown, argument: string, pattern: RegExp, operation: string): string {
  if (typeof name === "string" && pattern.test(name)) return name;
  throw invalidInputError(operation, `${argument} must match ${pattern.source}, was ${describeOption(name)}.`);
}

function checkMaxEntries(maxEntries: unknown, operation: string): number {
  if (maxEntries === undefined || maxEntries === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (typeof maxEntries === "number" && Number.isSafeInteger(maxEntries) && maxEntries >= 1) return maxEntries;
  throw invalidInputError(
    operation,
    `maxEntries must be a whole number of at least 1, or Infinity, was ${describeOption(maxEntries)}.`,
  );
}
