import { conformance } from "@keyed-store/conformance";
import { describe, it, vi } from "vitest";
import { nativeInWorker, nativeMissing } from "./support/backends.mjs";

// The same engine is proven at full size on the thread of its host; this is about the way there and back.
vi.hoisted(() => {
  process.env["KEYED_STORE_CONFORMANCE"] ??= "quick";
});

describe.skipIf(nativeMissing !== undefined)("where better-sqlite3 runs", () => {
  conformance({ describe, it, backend: nativeInWorker });
});
