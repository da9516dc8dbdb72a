import { conformance } from "@keyed-store/conformance";
import { describe, it, vi } from "vitest";
import { memoryUnderLayer } from "./support/backends.mjs";

// Memory is proven at full size without it; this is about what a layer between it and the facade could lose.
vi.hoisted(() => {
  process.env["KEYED_STORE_CONFORMANCE"] ??= "quick";
});

conformance({ describe, it, backend: memoryUnderLayer });
