import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.mjs";
import { findNode } from "../runtimes.mjs";
import { program } from "./programs.mjs";
import { consumerEnvironment } from "./workshop.mjs";

/**
 * A directory with the bundle and the wasm file, and no packages.
 *
 * @param {string} tools
 * @param {string} place
 */
export async function bundle(tools, place) {
  const target = join(place, "bundled");
  mkdirSync(target);
  const source = program(
    'import { readFileSync } from "node:fs";\nimport { wasmProvider } from "@keyed-store/backend-wasm";\nimport { openStateStore } from "@keyed-store/core";',
    ', providers: [wasmProvider({ wasm: readFileSync(new URL("./sql-wasm-debug.wasm", import.meta.url)) })]',
  );
  writeFileSync(join(tools, "bundled.mjs"), source);
  const esbuild = join(tools, "node_modules", "esbuild", "bin", "esbuild");
  const args = [
    "bundled.mjs",
    "--bundle",
    "--platform=node",
    "--format=esm",
    `--outfile=${join(target, "program.mjs")}`,
  ];
  const { code, output } = await run(esbuild, args, { cwd: tools });
  if (code !== 0) throw new Error(`esbuild ended with code ${code}\n${output}`);
  const wasm = join(tools, "node_modules", "sql.js", "dist", "sql-wasm-debug.wasm");
  writeFileSync(join(target, "sql-wasm-debug.wasm"), readFileSync(wasm));
  return target;
}

/**
 * @param {string} directory
 * @param {boolean} others
 */
export async function commonJs(directory, others) {
  writeFileSync(
    join(directory, "program.cjs"),
    `let required;
try {
  required = typeof require("keyed-store").openStateStore;
} catch (error) {
  required = error.code;
}
import("keyed-store").then(({ openStateStore }) => console.log(required, typeof openStateStore));
`,
  );
  const expected = requiresModules(process.versions.node) ? "function function" : "ERR_REQUIRE_ESM function";
  const here = await run(process.execPath, ["program.cjs"], { cwd: directory, env: consumerEnvironment() });
  const problems = here.output.includes(expected) ? [] : [here.output];
  if (!others) return problems;
  const later = await run(findNode("24."), ["program.cjs"], { cwd: directory, env: consumerEnvironment() });
  return later.output.includes("function function") ? problems : [...problems, later.output];
}

/** Whether a version of Node can `require` an ES module. @param {string} version */
export function requiresModules(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}
