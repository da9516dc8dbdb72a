import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { node } from "./support/node.js";
import { nodeMissing } from "./support/node-missing.js";

describe.skipIf(nodeMissing !== undefined)("where node:sqlite can be used", () => {
  conformance({ describe, it, backend: node });
});
