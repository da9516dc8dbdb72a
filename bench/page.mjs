/*
 * Makes docs/performance.md and its pictures of the results that are kept in docs/performance: `node bench/page.mjs`. With
 * `--check` it writes nothing, and names what is not as it would make it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "./page/pages.mjs";
import { keptResults } from "./page/results.mjs";

const root = join(import.meta.dirname, "..");
const made = Object.entries(pages(keptResults()));
if (process.argv[2] === "--check") {
  const stale = made.filter(([path, text]) => readFileSync(join(root, path), "utf8") !== text).map(([path]) => path);
  for (const path of stale) console.log(`${path} is not what docs/performance/*.json say; run node bench/page.mjs`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const [path, text] of made) writeFileSync(join(root, path), text);
}
