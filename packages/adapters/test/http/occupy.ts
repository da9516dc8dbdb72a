import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { platform } from "node:process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type BackendName, canRun } from "./backends.js";

interface Database {
  exec(sql: string): void;
  close(): void;
}

/** A connection past the store, to do its file harm. Only where better-sqlite3 is there. */
function openFile(path: string): Database {
  const Database: new (path: string) => Database = createRequire(import.meta.url)("better-sqlite3");
  return new Database(path);
}

/** Whether {@link occupy} can be done here: Windows stops no process. */
export const canOccupy = (backend: BackendName): boolean =>
  backend === "native" ? canRun("native") : platform !== "win32";

/**
 * Sees to it that who uses a store is told `KEYED_STORE_BUSY` until the test ends: by SQLite's write lock, or among engines of
 * WebAssembly by a process that was stopped while it had its turn.
 */
export async function occupy(backend: BackendName, databasePath: string): Promise<void> {
  if (backend === "native") {
    const database = openFile(databasePath);
    database.exec("BEGIN IMMEDIATE");
    onTestFinished(() => database.close());
    return;
  }
  const child = fork(fileURLToPath(new URL("./occupier.mjs", import.meta.url)), [dirname(databasePath)]);
  const gone = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  await once(child, "message");
  child.kill("SIGSTOP");
}

/** Damages every row of a store that is closed, so that its values cannot be decoded. */
export function corrupt(path: string): void {
  const database = openFile(path);
  database.exec(`UPDATE entry SET json = '{"cut'`);
  database.close();
}
