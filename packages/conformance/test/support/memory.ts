import type { BackendUnderTest } from "@keyed-store/conformance";
import { memoryProvider } from "@keyed-store/core";

/** The reference backend. */
export const memory: BackendUnderTest = {
  name: "memory",
  provider: memoryProvider,
  capabilities: { synchronous: true, persistent: false, multiProcess: false, durability: [] },
};
