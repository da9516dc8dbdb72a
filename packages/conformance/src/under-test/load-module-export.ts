import type { ModuleExport } from "./backend-under-test.js";

/** Loads an export that was named by data, here or in a child process. */
export async function loadModuleExport({ specifier, export: name }: ModuleExport): Promise<unknown> {
  const module = (await import(specifier)) as Record<string, unknown>; // What a module is.
  if (!(name in module)) throw new Error(`${specifier} has no export "${name}"`);
  return module[name];
}
