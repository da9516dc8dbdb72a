import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { memory } from "./support/backends.mjs";

conformance({ describe, it, backend: memory });
