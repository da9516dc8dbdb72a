import { nativeProvider } from "@keyed-store/backend-native";
import { wasmProvider } from "@keyed-store/backend-wasm";
import type { BackendProvider } from "@keyed-store/core";
import { describe } from "vitest";

const native = nativeProvider();
const wasm = wasmProvider();

/** Whether better-sqlite3 can run here. Where it cannot, what needs it is skipped, visibly. */
export const hasNative: boolean = await isUsable(native);

/** The names of the backends that can run here. */
export const backendNames: readonly ("native" | "wasm")[] = hasNative ? ["native", "wasm"] : ["wasm"];

/** A `describe` for each backend on which every adapter must pass. */
export function describeBackends(title: string, body: (provider: BackendProvider) => void): void {
  describe.skipIf(!hasNative)(`${title}, on native`, () => {
    body(native);
  });
  describe(`${title}, on wasm`, () => {
    body(wasm);
  });
}

async function isUsable(provider: BackendProvider): Promise<boolean> {
  try {
    provider.check();
    await (await provider.load()).trial();
    return true;
  } catch {
    return false;
  }
}
