import type { BackendUnderTest, ModuleExport } from "./backend-under-test.js";

/** Where a child process finds the provider of a backend. */
export function requireProviderModule(under: BackendUnderTest): ModuleExport {
  if (under.providerModule === undefined) throw new Error(`${under.name} brings no providerModule`);
  return under.providerModule;
}
