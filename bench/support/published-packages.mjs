import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pack } from "../../scripts/tarballs.mjs";

/** What they need of others, and which of them has it. */
const OTHERS = { "better-sqlite3": "backend-native", "sql.js": "backend-wasm" };

/**
 * Puts the packages into a directory as they would be installed, in the few files that are published. The engines beside them are those
 * of the workspace.
 *
 * @param {string} directory
 */
export async function installPublished(directory) {
  const tarballs = join(directory, "tarballs");
  mkdirSync(tarballs, { recursive: true });
  for (const { name, tarball } of await pack(tarballs)) {
    const place = join(directory, "node_modules", name);
    mkdirSync(place, { recursive: true });
    execFileSync("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
  }
  for (const [name, user] of Object.entries(OTHERS)) {
    const require = createRequire(new URL(`../../packages/${user}/package.json`, import.meta.url));
    const place = require.resolve.paths(name)?.map((parent) => join(parent, name));
    const found = place?.map(realpathIfExists).find((path) => path !== undefined);
    if (found === undefined) throw new Error(`${name} is not installed`);
    symlinkSync(found, join(directory, "node_modules", name), "junction");
  }
}

/** @param {string} path */
function realpathIfExists(path) {
  try {
    return dirname(realpathSync(join(path, "package.json")));
  } catch {
    return undefined;
  }
}
