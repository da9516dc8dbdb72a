import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { mineProvider } from "./mine-provider.mjs";

conformance({
  describe,
  it,
  backend: {
    name: "mine",
    watches: true,
    provider: mineProvider,
    providerModule: { specifier: new URL("mine-provider.mjs", import.meta.url).href, export: "mineProvider" },
    capabilities: { synchronous: true, persistent: true, multiProcess: true, durability: ["process", "power"] },
  },
});
