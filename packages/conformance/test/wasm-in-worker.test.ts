import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { wasmInWorker } from "./support/backends.mjs";

conformance({ describe, it, backend: wasmInWorker });
