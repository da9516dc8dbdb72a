import type { BackendUnderTest, ModuleExport } from "./backend-under-test.js";

/** Where a child process finds the provider of a backend. */
export function requireProviderModule(backend: BackendUnderTest): ModuleExport {
  if (backend.providerModule === undefined) throw new Error(`${backend.name} brings no providerModule`);
  return backend.providerModule;
}
