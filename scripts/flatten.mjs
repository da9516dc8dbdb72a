import { readFileSync, rmSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { cwd } from "node:process";
import { rolldown } from "rolldown";

/*
 * Run before a package is packed, in its directory: writes dist/flat, its doors with all that is behind them in as few files
 * as can be, since Node takes a third of a millisecond for each file it imports. What is published are these; what they
 * were made of is what is tested here. Further files that have to be doors, such as that of a worker thread, are arguments.
 */

// npm would leave the doors where the compiler's files are, which are not packed.
if (process.env["npm_config_user_agent"]?.startsWith("npm/"))
  throw new Error("Pack with pnpm: it alone knows publishConfig.exports.");

/** @type {{ exports: Record<string, string | { default: string }> }} */
const manifest = JSON.parse(readFileSync(join(cwd(), "package.json"), "utf8"));
const doors = Object.values(manifest.exports).flatMap((door) => (typeof door === "string" ? [] : [door.default]));
const input = [...doors, ...process.argv.slice(2)];

rmSync(join(cwd(), "dist", "flat"), { recursive: true, force: true });
const bundle = await rolldown({
  cwd: cwd(),
  input: Object.fromEntries(input.map((file) => [basename(file, ".js"), file])),
  platform: "node",
  // Other packages stay what they are: one copy for all.
  external: (id) => !id.startsWith(".") && !isAbsolute(id),
});
await bundle.write({
  dir: "dist/flat",
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "shared-[hash].js",
});
await bundle.close();
