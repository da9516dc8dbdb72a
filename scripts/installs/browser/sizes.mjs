import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { read } from "../../checks/files.mjs";

/** A row of the page's table: a file, its size, and its size as a server sends it. */
const ROW = /^\| `([\w.-]+)` \|[^|]*\| (\d+) KB \| (\d+) KB \|$/gm;

/** What a browser loads of the package. */
const FILES = ["index.js", "worker.js", "standalone.js", "engine.wasm"];

/**
 * What a browser has to load is as large as the page says, to a twentieth.
 *
 * @param {string} directory where the package is installed
 * @param {string} page
 */
export function checkStatedSizes(directory, page) {
  const stated = new Map([...read(page).matchAll(ROW)].map(([, file, ...sizes]) => [file, sizes.map(Number)]));
  return FILES.flatMap((file) => {
    const content = readFileSync(
      join(directory, "node_modules", "@keyed-store", "backend-browser", "dist", "flat", file),
    );
    const real = [content.length, gzipSync(content).length].map((bytes) => bytes / 1e3);
    const said = stated.get(file) ?? [];
    const isNear = real.every((size, index) => Math.abs(size - (said[index] ?? 0)) <= Math.max(size / 20, 1));
    return isNear ? [] : [`${page} must say of ${file}: ${real.map((size) => `${size.toFixed(0)} KB`).join(", ")}`];
  });
}
