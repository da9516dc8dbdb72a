import type { SqliteDriver } from "@keyed-store/sqlite";
import { createDriver } from "./driver.js";

/** Loads `node:sqlite`. Where it still is experimental, Node would print so; a library prints nothing (KS-SEL-4). */
export function loadDriver(): SqliteDriver {
  const { emitWarning } = process;
  const tell = emitWarning as (...what: readonly unknown[]) => void; // It has many forms, and all of them pass.
  process.emitWarning = (...what: unknown[]): void => {
    if (what[1] !== "ExperimentalWarning") tell.apply(process, what);
  };
  try {
    // Imported, it would load with this module; and a CommonJS bundle has no `import.meta.url` to require it from.
    const sqlite = process.getBuiltinModule("node:sqlite");
    return createDriver((sqlite as typeof import("node:sqlite")).DatabaseSync); // its types are of a Node without it
  } finally {
    process.emitWarning = emitWarning;
  }
}
