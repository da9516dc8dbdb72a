import type { SqliteDriver } from "@keyed-store/sqlite";
import { createDriver } from "./driver.js";
import { backendUnavailableError } from "./library/backend-unavailable-error.js";

const SWITCHED_OFF =
  "node:sqlite is switched off in this process; start Node without --no-experimental-sqlite, or use another backend.";

/**
 * Loads `node:sqlite`. Where it still is experimental, Node would print so; a library prints nothing (KS-SEL-4).
 *
 * @throws `KEYED_STORE_BACKEND_UNAVAILABLE` it is switched off
 */
export function loadDriver(): SqliteDriver {
  const { emitWarning } = process;
  const emit = emitWarning as (...what: readonly unknown[]) => void; // It has many forms, and all of them pass.
  process.emitWarning = (...what: unknown[]): void => {
    if (what[1] !== "ExperimentalWarning") emit.apply(process, what);
  };
  try {
    // Imported, it would load with this module; and a CommonJS bundle has no `import.meta.url` to require it from.
    const sqlite = process.getBuiltinModule("node:sqlite");
    if (sqlite === undefined) throw backendUnavailableError(SWITCHED_OFF);
    return createDriver((sqlite as typeof import("node:sqlite")).DatabaseSync); // its types are of a Node without it
  } finally {
    process.emitWarning = emitWarning;
  }
}
