import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

/**
 * Builds the package as it is published; its sources must be compiled. Each file is replaced as a whole, so that tests which run at the
 * same time see the old or the new one.
 */
export async function buildBrowserPackage() {
  const made = `${flat}.${process.pid}`;
  mkdirSync(made, { recursive: true });
  for (const { door, external, minify } of DOORS) {
    const bundle = await rolldown({
      cwd: directory,
      input: join(directory, "dist", `${door}.js`),
      platform: "browser",
      external: (id) => !isAbsolute(id) && external(id),
    });
    await bundle.write({ file: join(made, `${door}.js`), format: "esm", codeSplitting: false, minify });
    await bundle.close();
  }
  // Not copied: the mode of an installed file is that of its store.
  writeFileSync(join(made, "engine.wasm"), readFileSync(require.resolve("sql.js/dist/sql-wasm-debug.wasm")));
  mkdirSync(flat, { recursive: true });
  for (const name of readdirSync(made)) renameSync(join(made, name), join(flat, name));
  rmSync(made, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBrowserPackage();
