import type { ModuleExport } from "./backend-under-test.js";

/** Loads an export that was named by data, here or in a child process. */
export async function loadExport(from: ModuleExport): Promise<unknown> {
  const module = (await import(from.specifier)) as Record<string, unknown>; // What a module is.
  if (!(from.export in module)) throw new Error(`${from.specifier} has no export "${from.export}"`);
  return module[from.export];
}
