import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { read } from "../checks/files.mjs";
import { npm } from "../run.mjs";
import { consumerEnvironment, WASM_ALONE } from "./workshop.mjs";

/**
 * What the wasm package alone takes is what README says, to a twentieth.
 *
 * @param {string} directory where it is installed
 * @param {import("./workshop.mjs").Workshop} shop
 */
export async function checkStatedSize(directory, { place, tarballs }) {
  const { code, output } = await npm(
    ["pack", `sql.js@${readVersion(directory, "sql.js")}`, "--prefer-offline", "--pack-destination", place],
    { cwd: directory, env: consumerEnvironment() },
  );
  if (code !== 0) throw new Error(`npm pack ended with code ${code}\n${output}`);
  const packed = [...WASM_ALONE.map((name) => tarballs.get(name) ?? ""), join(place, lastLine(output))];
  const download = packed.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  const disk = measureSize(join(directory, "node_modules")) / 1e6;
  const stated = /(\d+(?:\.\d+)?) MB to download, (\d+(?:\.\d+)?) MB on disk/.exec(read("README.md"));
  const near = (/** @type {number} */ real, /** @type {string | undefined} */ said) =>
    Math.abs(real - Number(said)) <= real / 20;
  if (stated !== null && near(download, stated[1]) && near(disk, stated[2])) return [];
  return [`README must say: ${download.toFixed(1)} MB to download, ${disk.toFixed(0)} MB on disk`];
}

/**
 * @param {string} directory
 * @param {string} name
 */
function readVersion(directory, name) {
  return JSON.parse(readFileSync(join(directory, "node_modules", name, "package.json"), "utf8")).version;
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1) ?? "";
}

/** What all of a folder's files take, in bytes. @param {string} directory */
function measureSize(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return files.reduce((sum, file) => sum + (file.isFile() ? statSync(join(file.parentPath, file.name)).size : 0), 0);
}
