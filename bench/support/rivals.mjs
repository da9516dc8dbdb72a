import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { npm } from "../../scripts/run.mjs";
import { buildEnvironment } from "../../scripts/setup.mjs";

const PLACE = fileURLToPath(new URL("../rivals", import.meta.url));
const STAMP = join(PLACE, "node_modules", ".keyed-store-rivals");
const require = createRequire(join(PLACE, "package.json"));

/** Installs what the bench compares with, as their lock file says, unless it is there. Some of it may be compiled. */
export async function installRivals() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(PLACE, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  console.log("installing rivals (this may take some minutes)");
  const { code, output } = await npm(["ci", "--no-audit", "--no-fund"], { cwd: PLACE, env: buildEnvironment() });
  if (code !== 0) throw new Error(`npm could not install the rivals\n${output}`);
  writeFileSync(STAMP, wanted);
}

/**
 * A module of a rival, and the version of its package.
 *
 * @param {string} specifier
 */
export async function rival(specifier) {
  const path = require.resolve(specifier);
  return { module: await import(pathToFileURL(path).href), version: versionOf(path) };
}

/** The version of a rival whose module is not for Node. */
export function rivalVersion(specifier) {
  return versionOf(require.resolve(specifier));
}

/** Not every package lets its manifest be imported. */
function versionOf(path) {
  for (let directory = dirname(path); directory !== dirname(directory); directory = dirname(directory)) {
    const file = join(directory, "package.json");
    const { version } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    if (version !== undefined) return version;
  }
  throw new Error(`${path} is in no package`);
}
