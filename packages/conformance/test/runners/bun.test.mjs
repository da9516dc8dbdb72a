import { describe, it } from "bun:test";
import { suite } from "./suite.mjs";

/* The suite under Bun's runner: `bun test ./packages/conformance/test/runners/bun.test.mjs`. */
suite({ describe, it });
