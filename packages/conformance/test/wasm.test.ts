import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { wasm } from "./support/backends.mjs";

conformance({ describe, it, backend: wasm });
