import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendProvider, openStateStore, type StateStore } from "@keyed-store/core";
import { afterAll } from "vitest";

/** A function that opens one store, the same at each call, for a suite that is closed with all its tests. */
export function openSuiteStore(provider: BackendProvider): () => Promise<StateStore> {
  const directory = mkdtempSync(join(tmpdir(), "keyed-store-adapters-"));
  let opened: Promise<StateStore> | undefined;
  afterAll(async () => {
    await (await opened)?.close();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => {
    opened ??= openStateStore({ directory, backend: provider.name, providers: [provider] });
    return opened;
  };
}
