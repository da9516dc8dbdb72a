import { defaultProviders } from "keyed-store";
import { describe } from "vitest";

/** The backends on which every adapter is tried. */
const WANTED = ["native", "wasm"] as const;

export type BackendName = (typeof WANTED)[number];

const usable = new Set<string>();
for (const provider of await defaultProviders()) {
  try {
    provider.check();
    await (await provider.load()).trial();
    usable.add(provider.name);
  } catch {
    // It cannot run here; its tests are skipped, visibly.
  }
}

/** Whether a backend can run here. */
export const canRun = (name: BackendName): boolean => usable.has(name);

/** A `describe` for each backend; one that cannot run here is skipped. */
export function onEachBackend(title: string, body: (backend: BackendName) => void): void {
  for (const backend of WANTED) {
    describe.skipIf(!canRun(backend))(`${title} (${backend})`, () => {
      body(backend);
    });
  }
}
