import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { memory } from "./support/memory.js";

conformance({ describe, it, backend: memory });
