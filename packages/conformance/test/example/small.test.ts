import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { smallProvider } from "./small-provider.js";

const capabilities = { synchronous: false, persistent: false, multiProcess: false, durability: [] };

conformance({ describe, it, backend: { name: "small", provider: smallProvider, capabilities } });
