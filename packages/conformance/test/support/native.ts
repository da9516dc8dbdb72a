import { nativeProvider } from "@keyed-store/backend-native";
import type { BackendUnderTest } from "@keyed-store/conformance";
import { resolved } from "./resolved.js";

/** The backend on better-sqlite3. */
export const native: BackendUnderTest = {
  name: "native",
  provider: nativeProvider,
  providerModule: { specifier: resolved("@keyed-store/backend-native"), export: "nativeProvider" },
  sqliteTools: { specifier: resolved("./better-sqlite3-tools.mjs"), export: "tools" },
  takesSqliteLocks: true,
  capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
};
