import type { BackendProvider, LoadedBackend } from "@keyed-store/core";
import type { ProviderModule } from "../modules/provider-module.js";

/** Loads the backend of a provider that is known by where its function is. */
export async function loadBackend({ url, export: exportName }: ProviderModule): Promise<LoadedBackend> {
  const module: Readonly<Record<string, unknown>> = await import(url);
  const make = module[exportName];
  if (typeof make !== "function") throw new Error(`${url} exports no function "${exportName}".`);
  const provider = (make as () => BackendProvider)(); // as who named it says
  return provider.load();
}
