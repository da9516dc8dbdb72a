import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { nativeInWorker, nativeMissing } from "./support/backends.mjs";

describe.skipIf(nativeMissing !== undefined)("where better-sqlite3 runs", () => {
  conformance({ describe, it, backend: nativeInWorker });
});
