import { invalidInputError } from "@keyed-store/core";
import type { ExpressStoreBase } from "./host-types.js";

/** The host's class of stores, to be extended. */
export type ExpressSessionStoreClass = new () => ExpressStoreBase;

const NEEDED = ["createSession", "regenerate", "load", "emit"];

/**
 * The class of stores of express-session.
 *
 * @throws `KEYED_STORE_INVALID_INPUT` `host` is not express-session, or a version that is built differently
 */
export function findExpressSessionStoreClass(
  expressSessionModule: unknown,
  operationName: string,
): ExpressSessionStoreClass {
  const Store: unknown = memberOf(expressSessionModule, "Store");
  const prototype: unknown = memberOf(Store, "prototype");
  if (NEEDED.every((name) => typeof memberOf(prototype, name) === "function")) return Store as ExpressSessionStoreClass; // it has what is asked of it
  throw invalidInputError(
    operationName,
    'host must be the module express-session, of version 1.17 or later: import session from "express-session".',
  );
}

function memberOf(holder: unknown, name: string): unknown {
  const isHolder = typeof holder === "function" || (typeof holder === "object" && holder !== null);
  return isHolder ? Reflect.get(holder, name) : undefined;
}
