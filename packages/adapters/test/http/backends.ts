import { describe } from "vitest";
import { hasNative } from "../support/backends.js";

/** The backends on which every adapter is tried. */
const WANTED = ["native", "wasm"] as const;

export type BackendName = (typeof WANTED)[number];

/** Whether a backend can run here. */
export const canRun = (name: BackendName): boolean => name === "wasm" || hasNative;

/** A `describe` for each backend; one that cannot run here is skipped. */
export function onEachBackend(title: string, body: (backend: BackendName) => void): void {
  for (const backend of WANTED) {
    describe.skipIf(!canRun(backend))(`${title} (${backend})`, () => {
      body(backend);
    });
  }
}
