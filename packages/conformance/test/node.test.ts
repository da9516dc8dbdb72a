import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { node, nodeMissing } from "./support/backends.mjs";

describe.skipIf(nodeMissing !== undefined)("where node:sqlite can be used", () => {
  conformance({ describe, it, backend: node });
});
