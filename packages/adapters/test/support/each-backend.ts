import { type OpenOptions, openStateStore, type StateStore } from "keyed-store";
import { describe, onTestFinished } from "vitest";
import { hasNative } from "./backends.js";
import { makeDirectory } from "./make-directory.js";

/** The engines that every adapter must work on. */
export type BackendName = "native" | "wasm";

/** Describes something once for each engine; what cannot run here is skipped, and seen to be. */
export function describeOnEachBackend(title: string, define: (backend: BackendName) => void): void {
  describe.skipIf(!hasNative)(`${title}, native`, () => {
    define("native");
  });
  describe(`${title}, wasm`, () => {
    define("wasm");
  });
}

/** A store that is closed with the test. */
export async function openStore(backend: BackendName, options: OpenOptions = {}): Promise<StateStore> {
  const store = await openStateStore({ directory: makeDirectory(), backend, ...options });
  onTestFinished(() => store.close());
  return store;
}
