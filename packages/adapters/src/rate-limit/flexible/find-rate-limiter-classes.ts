import { invalidInputError } from "@keyed-store/core";
import type { FlexibleHost, FlexibleStoreLimiterClass } from "./host-types.js";

/** The two classes of the host that a limiter is made of. */
export interface RateLimiterClasses {
  readonly StoreLimiter: FlexibleStoreLimiterClass;
  readonly Res: FlexibleHost<unknown, unknown>["RateLimiterRes"];
}

/**
 * The host's class of limiters that count in a store. It is what `RateLimiterMemcache` extends: the host's types know it by name, but
 * the host does not export it.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` it is not the module rate-limiter-flexible, or a version that is built differently
 */
export function findRateLimiterClasses(rateLimiterFlexibleModule: unknown, operationName: string): RateLimiterClasses {
  const Memcache = memberOf(rateLimiterFlexibleModule, "RateLimiterMemcache");
  const Res = memberOf(rateLimiterFlexibleModule, "RateLimiterRes");
  const StoreLimiter: unknown = typeof Memcache === "function" ? Object.getPrototypeOf(Memcache) : undefined;
  if (typeof Res === "function" && isStoreLimiterClass(StoreLimiter)) {
    return { StoreLimiter, Res: Res as RateLimiterClasses["Res"] }; // the host's own, by its name
  }
  throw invalidInputError(
    operationName,
    'host must be the module rate-limiter-flexible, of version 11: import * as host from "rate-limiter-flexible".',
  );
}

const NEEDED = ["_upsert", "_get", "_delete", "_getRateLimiterRes", "consume"];

function isStoreLimiterClass(candidate: unknown): candidate is FlexibleStoreLimiterClass {
  if (typeof candidate !== "function") return false;
  const prototype: unknown = candidate.prototype;
  return NEEDED.every((name) => typeof memberOf(prototype, name) === "function");
}

function memberOf(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : undefined;
}
