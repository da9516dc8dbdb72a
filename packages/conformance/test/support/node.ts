import { nodeProvider } from "@keyed-store/backend-node";
import type { BackendUnderTest } from "@keyed-store/conformance";
import { resolved } from "./resolved.js";

/** The backend on `node:sqlite`. */
export const node: BackendUnderTest = {
  name: "node",
  provider: nodeProvider,
  providerModule: { specifier: resolved("@keyed-store/backend-node"), export: "nodeProvider" },
  sqliteTools: { specifier: resolved("./node-tools.mjs"), export: "tools" },
  takesSqliteLocks: true,
  capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
};
