import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { native } from "./support/native.js";
import { nativeMissing } from "./support/native-missing.js";

describe.skipIf(nativeMissing !== undefined)("where better-sqlite3 runs", () => {
  conformance({ describe, it, backend: native });
});
