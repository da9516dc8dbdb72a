import { conformance } from "@keyed-store/conformance";
import { describe, it } from "vitest";
import { native } from "./support/native.js";

conformance({ describe, it, backend: native });
