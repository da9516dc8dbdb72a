import { env } from "node:process";
import type { SuiteSettings } from "./suite-protocol.js";

/** How much is done, as for the other backends; a page takes its time, so that it is little unless more is asked for. */
export function readSuiteSize(): Pick<SuiteSettings, "size" | "replay"> {
  return { size: env["KEYED_STORE_CONFORMANCE"] ?? "quick", replay: env["KEYED_STORE_REPLAY"] };
}
