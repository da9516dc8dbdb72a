import { wasmProvider } from "@keyed-store/backend-wasm";
import type { BackendUnderTest } from "@keyed-store/conformance";
import { nativeMissing } from "./native-missing.js";
import { resolved } from "./resolved.js";

const tools = { specifier: resolved("./better-sqlite3-tools.mjs"), export: "tools" };

/** The backend on sql.js. Its files are plain SQLite files, so where there is another SQLite library, it looks into them. */
export const wasm: BackendUnderTest = {
  name: "wasm",
  provider: wasmProvider,
  providerModule: { specifier: resolved("@keyed-store/backend-wasm"), export: "wasmProvider" },
  ...(nativeMissing === undefined ? { sqliteTools: tools } : {}),
  capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
};
