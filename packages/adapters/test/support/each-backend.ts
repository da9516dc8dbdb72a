import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenOptions, openStateStore, type StateStore } from "keyed-store";
import { describe, onTestFinished } from "vitest";

/** The engines that every adapter must work on. */
export type BackendName = "native" | "wasm";

/** Whether better-sqlite3 can run here; it need not. */
export const hasNative: boolean = canRunNative();

/** Describes something once for each engine; what cannot run here is skipped, and seen to be. */
export function describeOnEachBackend(title: string, define: (backend: BackendName) => void): void {
  describe.skipIf(!hasNative)(`${title}, native`, () => {
    define("native");
  });
  describe(`${title}, wasm`, () => {
    define("wasm");
  });
}

/** A directory for one test. */
export function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-adapters-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

/** A store that is closed with the test. */
export async function openStore(backend: BackendName, options: OpenOptions = {}): Promise<StateStore> {
  const store = await openStateStore({ directory: makeDirectory(), backend, ...options });
  onTestFinished(() => store.close());
  return store;
}

function canRunNative(): boolean {
  try {
    // Its addon is loaded with the first connection.
    const Database: new (path: string) => { close(): void } = createRequire(import.meta.url)("better-sqlite3");
    new Database(":memory:").close();
    return true;
  } catch {
    return false;
  }
}
