import type { Limits } from "../../src/contract/limits.js";
import { DEFAULT_LIMITS } from "../../src/validation/resolve-limits.js";
import { type EncodeOptions, encodeValue } from "../../src/values/encode.js";

/** Encodes as a store with the default limits does, unless others are given. */
export function encode(value: unknown, limits: Partial<Limits> = {}, rest: Partial<EncodeOptions> = {}): string {
  return encodeValue(
    value,
    { limits: { ...DEFAULT_LIMITS, ...limits }, undefinedFields: "reject", ...rest },
    "register",
  );
}

/** Arrays in arrays, so many of them, the innermost holding `inside`. */
export function nested(depth: number, ...inside: unknown[]): unknown {
  let value: unknown = inside;
  for (let i = 1; i < depth; i++) value = [value];
  return value;
}
