import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serveSite } from "../../browser/serve-site.mjs";

/** As strict as it can be: no inline script, no `eval`, nothing of other hosts, no cross-origin isolation. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; base-uri 'none'";

/**
 * Serves the files of a directory to this machine under a policy, until it is closed; `/` is its `index.html`.
 *
 * @param {string} directory
 * @param {string} [policy]
 * @returns {Promise<import("../../browser/serve-site.mjs").Site>}
 */
export function serveStrictly(directory, policy = POLICY) {
  return serveSite({
    pages: { "/": readFileSync(join(directory, "index.html"), "utf8") },
    directories: { "/": directory },
    headers: { "content-security-policy": policy },
  });
}
