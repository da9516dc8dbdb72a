import { describe, it } from "bun:test";
import { memory, wasm } from "../support/backends.mjs";
import { suite } from "./suite.mjs";

/* The suite under Bun's runner, on the backends that Bun has: `bun test ./packages/conformance/test/runners/bun.test.mjs`. */
suite({ describe, it }, [memory, wasm]);
