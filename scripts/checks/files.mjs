import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.mjs";

/** Made by tools, or not ours. */
const SKIPPED = new Set([".git", "node_modules", "dist", "coverage", "cache"]);

/**
 * The text files of the workspace below `directory`, as paths from the root with forward slashes, sorted.
 *
 * @param {string} [directory]
 * @returns {string[]}
 */
export function listFiles(directory = "") {
  return readdirSync(join(root, directory), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) => {
      const path = directory === "" ? entry.name : `${directory}/${entry.name}`;
      return entry.isDirectory() ? listFiles(path) : entry.isFile() ? [path] : [];
    })
    .sort();
}

/** @param {string} path from the root */
export function read(path) {
  return readFileSync(join(root, path), "utf8");
}

/** The directories of the packages, from the root. */
export function packageDirectories() {
  return readdirSync(join(root, "packages")).map((name) => `packages/${name}`);
}
