import { wasmProvider } from "@keyed-store/backend-wasm";
import type { BackendUnderTest } from "@keyed-store/conformance";
import { resolved } from "./resolved.js";

/** The backend on sql.js. Its files are plain SQLite files, so any SQLite library can look into them. */
export const wasm: BackendUnderTest = {
  name: "wasm",
  provider: wasmProvider,
  providerModule: { specifier: resolved("@keyed-store/backend-wasm"), export: "wasmProvider" },
  sqliteTools: { specifier: resolved("./better-sqlite3-tools.mjs"), export: "tools" },
  capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
};
