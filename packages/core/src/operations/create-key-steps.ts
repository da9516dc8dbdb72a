import type { IterateOptions, RangeOptions } from "../contract/call-options.js";
import type { NamespaceHandle } from "../handles/namespace-handle.js";
import { parseKey } from "../handles/parse-key.js";
import { createSingleCommandStep, type OperationStep } from "../queue/operation-step.js";
import { checkOptions } from "../validation/check-options.js";
import { parseKeyRange, RANGE_NAMES } from "./ranges/parse-key-range.js";
import { parseScanRange } from "./ranges/parse-scan-range.js";

/*
 * What is answered by keys alone (KS-RANGE-2): no value is read, so that a damaged one hinders nothing.
 */

export function createHasStep(handle: NamespaceHandle<unknown>, inputKey: string): OperationStep<boolean> {
  const key = parseKey(handle, inputKey, "has");
  return createSingleCommandStep(
    { kind: "get", ref: handle.ref, key, only: "presence" },
    (found) => found !== undefined,
  );
}

export function createListKeysStep(
  handle: NamespaceHandle<unknown>,
  options: IterateOptions | undefined,
): OperationStep<string[]> {
  const { order, reverse, limit, bounds } = parseScanRange(handle, options, "keys");
  return createSingleCommandStep(
    { kind: "scan", ref: handle.ref, order, reverse, limit, ...bounds, only: "keys" },
    (found) => found.map(({ key }) => key),
  );
}

export function createCountStep(
  handle: NamespaceHandle<unknown>,
  input: RangeOptions | undefined,
): OperationStep<number> {
  const options = checkOptions(input, RANGE_NAMES, "count options", "count");
  return createSingleCommandStep(
    { kind: "count", ref: handle.ref, ...parseKeyRange(handle, options, "count") },
    (live) => live,
  );
}

export function createClearStep(
  handle: NamespaceHandle<unknown>,
  input: RangeOptions | undefined,
): OperationStep<number> {
  const options = checkOptions(input, RANGE_NAMES, "clear options", "clear");
  return createSingleCommandStep(
    { kind: "clear", ref: handle.ref, ...parseKeyRange(handle, options, "clear") },
    (live) => live,
  );
}
