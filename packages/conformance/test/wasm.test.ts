import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { wasm } from "./support/wasm.js";

conformance({ describe, it, backend: wasm });
