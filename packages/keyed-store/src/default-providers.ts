import { wasmProvider } from "@keyed-store/backend-wasm";
import type { BackendProvider } from "@keyed-store/core";
import { createProviderImportedInTurn, NATIVE_BACKEND, NODE_BACKEND } from "./optional-provider.js";

/** The backends of this package in the order in which `"auto"` tries them: native, then node, then wasm (KS-SEL-1). */
export async function defaultProviders(): Promise<readonly BackendProvider[]> {
  return [...(await Promise.all([NATIVE_BACKEND, NODE_BACKEND].map(({ load }) => load()))), wasmProvider()];
}

/** The same, each imported when its turn has come: who gets the first one does not wait for the others. */
export function defaultProvidersInTurn(): readonly BackendProvider[] {
  return [...[NATIVE_BACKEND, NODE_BACKEND].map(createProviderImportedInTurn), wasmProvider()];
}
