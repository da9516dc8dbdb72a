import type { SuiteSettings } from "./suite-protocol.js";

/** What the suite must know of the store in a browser. */
export const BROWSER: SuiteSettings["backend"] = {
  name: "browser",
  capabilities: { synchronous: false, persistent: true, multiProcess: true, durability: ["process", "power"] },
  sqliteTools: { specifier: "/sqlite-tools.js", export: "sqliteTools" },
  watches: true,
};

/** The store that keeps nothing, as it is. */
export const MEMORY: SuiteSettings["backend"] = {
  name: "memory",
  capabilities: { synchronous: true, persistent: false, multiProcess: false, durability: [] },
};
