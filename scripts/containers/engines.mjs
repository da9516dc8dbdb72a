import { nativeProvider } from "@keyed-store/backend-native";
import { nodeProvider } from "@keyed-store/backend-node";

/** @typedef {"wasm" | "native" | "node" | "lawless"} Engine `lawless` is a control: it keeps nobody out */

/**
 * The engines between which containers are tried: wasm, and one that SQLite's own locks keep apart, where one can run here.
 *
 * @returns {Promise<[Engine, Engine?]>}
 */
export async function engines() {
  if (await runs(nativeProvider())) return ["wasm", "native"];
  return (await runs(nodeProvider())) ? ["wasm", "node"] : ["wasm"];
}

/** @param {import("@keyed-store/core").BackendProvider} provider */
async function runs(provider) {
  try {
    provider.check();
    await (await provider.load()).trial();
    return true;
  } catch {
    return false;
  }
}
