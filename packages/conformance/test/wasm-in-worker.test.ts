import { conformance } from "@keyed-store/conformance";
import { describe, it, vi } from "vitest";
import { wasmInWorker } from "./support/backends.mjs";

// The same engine is proven at full size on the thread of its host; this is about the way there and back.
vi.hoisted(() => {
  process.env["KEYED_STORE_CONFORMANCE"] ??= "quick";
});

conformance({ describe, it, backend: wasmInWorker });
