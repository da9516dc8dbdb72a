import { getErrorCode, isError } from "@keyed-store/core";
import {
  findRequireThatResolves,
  formatInstallCommand,
  formatRebuildCommand,
  type SqliteDriver,
} from "@keyed-store/sqlite";
import { assertHostSupported } from "./assert-host-supported.js";
import { createDriver } from "./driver.js";
import { backendUnavailableError } from "./library/backend-unavailable-error.js";
import type { NativeConstructor } from "./library/better-sqlite3.js";
import { thisFile } from "./library/this-file.js";

/**
 * Loads better-sqlite3. Its addon is loaded when the first connection is made, so that is where most of what can go
 * wrong goes wrong.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it cannot be loaded, saying what to do
 */
export function loadDriver(): SqliteDriver {
  const version = assertHostSupported();
  try {
    const Database: NativeConstructor = findRequireThatResolves("better-sqlite3", thisFile)?.("better-sqlite3");
    return createDriver(Database, version);
  } catch (error) {
    throw backendUnavailableError(
      `better-sqlite3 ${version} is installed but cannot be loaded: ${formatLoadErrorAdvice(error)}`,
      error,
    );
  }
}

/** What to do about an addon that does not load. */
export function formatLoadErrorAdvice(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  if (getErrorCode(error) === "ERR_DLOPEN_DISABLED")
    return "Node runs without native addons; start it without --no-addons, or under --permission with --allow-addons.";
  // An addon of before Node-API says which Node it was built for, or, where that is too far off, that it did not register.
  if (message.includes("NODE_MODULE_VERSION") || message.includes("did not self-register")) {
    return `it was built for another Node than ${process.versions.node} (NODE_MODULE_VERSION ${process.versions.modules}). To build it again: ${formatRebuildCommand("better-sqlite3")}`;
  }
  if (message.includes("Could not locate the bindings file")) {
    return `its addon was never built; install scripts may have been blocked. To build it: ${formatRebuildCommand("better-sqlite3")}`;
  }
  if (Object.isFrozen(Error))
    return "the package by which it finds its addon cannot work in a Node that was started with --frozen-intrinsics; start it without.";
  return `${message.split("\n")[0]} To install it again: ${formatInstallCommand("better-sqlite3")}`;
}
