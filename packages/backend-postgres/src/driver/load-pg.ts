import { createRequire } from "node:module";
import { getErrorCode, KeyedStoreError } from "@keyed-store/core";
import type { PgLibrary } from "./pg-library.js";

/** The library and its version. */
export interface LoadedPg {
  readonly library: PgLibrary;
  readonly version: string;
}

/**
 * Loads `pg`.
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it is not installed, or could not be loaded
 */
export async function loadPg(): Promise<LoadedPg> {
  try {
    const { default: library } = await import("pg");
    return { library, version: readVersion() };
  } catch (cause) {
    const message =
      getErrorCode(cause) === "ERR_MODULE_NOT_FOUND"
        ? 'The package "pg" is not installed: npm install pg.'
        : 'The package "pg" could not be loaded; see the cause.';
    throw new KeyedStoreError("KEYED_STORE_BACKEND_UNAVAILABLE", message, {
      operation: "open",
      backend: "postgres",
      cause,
    });
  }
}

function readVersion(): string {
  try {
    const { version } = createRequire(import.meta.url)("pg/package.json") as { version: string }; // of every package
    return version;
  } catch {
    return "unknown"; // in a bundle
  }
}
