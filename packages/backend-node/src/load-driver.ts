import { createRequire } from "node:module";
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
    const sqlite: typeof import("node:sqlite") = createRequire(import.meta.url)("node:sqlite");
    return createDriver(sqlite.DatabaseSync);
  } finally {
    process.emitWarning = emitWarning;
  }
}
