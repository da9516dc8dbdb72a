import { env } from "node:process";
import type { SuiteSettings } from "./suite-protocol.js";

/**
 * How much is done. A page takes its time, so that it is little where nothing more is asked for: `quick`, each case alone. With any
 * other size, each case runs beside neighbours too.
 */
export function readSuiteSize(): Pick<SuiteSettings, "size" | "runsVariants" | "replay"> {
  const size = env["KEYED_STORE_CONFORMANCE"] ?? "quick";
  return { size, runsVariants: !size.startsWith("quick"), replay: env["KEYED_STORE_REPLAY"] };
}
