import { nativeProvider } from "@keyed-store/backend-native";
import { nodeProvider } from "@keyed-store/backend-node";

/** @typedef {"wasm" | "native" | "node" | "lawless"} Engine `lawless` is a control: it keeps nobody out */

/**
 * The engines between which containers are tried: wasm, and one that SQLite's own locks keep apart, where one can run here.
 *
 * @returns {Promise<[Engine, Engine?]>}
 */
export async function findEngines() {
  if (await canRun(nativeProvider())) return ["wasm", "native"];
  return (await canRun(nodeProvider())) ? ["wasm", "node"] : ["wasm"];
}

/** @param {import("@keyed-store/core").BackendProvider} provider */
async function canRun(provider) {
  try {
    provider.check();
    await (await provider.load()).trial();
    return true;
  } catch {
    return false;
  }
}
