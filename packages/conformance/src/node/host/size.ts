import { env } from "node:process";
import { parseSize, type Size } from "../../settings/size.js";

/**
 * The sizes chosen by the environment variable `KEYED_STORE_CONFORMANCE`: `ci` (the default, the same on every run),
 * `long` (much more, differently on every run) or `quick`; a seed may follow: `long:12345`.
 */
export const size: Size = parseSize(env["KEYED_STORE_CONFORMANCE"] ?? "ci");
