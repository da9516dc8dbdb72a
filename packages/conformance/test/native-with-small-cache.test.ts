import { nativeProvider } from "@keyed-store/backend-native";
import { conformance } from "@keyed-store/conformance";
import { describe, it, vi } from "vitest";
import { native, nativeMissing } from "./support/backends.mjs";
import { withCacheBytes } from "./support/with-cache-bytes.mjs";

// The same engine is proven at full size with the usual cache; this is about one that holds a few entries.
vi.hoisted(() => {
  process.env["KEYED_STORE_CONFORMANCE"] ??= "quick";
});

describe.skipIf(nativeMissing !== undefined)("where better-sqlite3 runs", () => {
  conformance({
    describe,
    it,
    backend: { ...native, name: "native with a small cache", provider: () => withCacheBytes(nativeProvider(), 2_000) },
  });
});
