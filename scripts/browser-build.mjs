import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/*
 * Run when @keyed-store/backend-browser is packed or tested: writes its dist/flat. `index.js` is for bundlers, and leaves core to the
 * program. `worker.js` is the program of the worker, with all in it. `standalone.js` is page and worker in one, for pages without a
 * bundler. Beside them lies the engine.
 */

const directory = fileURLToPath(new URL("../packages/backend-browser", import.meta.url));
const flat = join(directory, "dist", "flat");
const require = createRequire(join(directory, "package.json"));

/** @type {readonly { door: string, external: (id: string) => boolean, minify: boolean }[]} */
const DOORS = [
  { door: "index", external: (id) => id === "@keyed-store/core", minify: false },
  // What no bundler need touch is as small as it can be.
  { door: "worker", external: () => false, minify: true },
  { door: "standalone", external: () => false, minify: true },
];

/** Builds the package as it is published; its sources must be compiled. */
export async function buildBrowserPackage() {
  rmSync(flat, { recursive: true, force: true });
  mkdirSync(flat, { recursive: true });
  for (const { door, external, minify } of DOORS) {
    const bundle = await rolldown({
      cwd: directory,
      input: join(directory, "dist", `${door}.js`),
      platform: "browser",
      external: (id) => !isAbsolute(id) && external(id),
    });
    await bundle.write({ file: join(flat, `${door}.js`), format: "esm", codeSplitting: false, minify });
    await bundle.close();
  }
  // Not copied: the mode of an installed file is that of its store.
  writeFileSync(join(flat, "engine.wasm"), readFileSync(require.resolve("sql.js/dist/sql-wasm-debug.wasm")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBrowserPackage();
