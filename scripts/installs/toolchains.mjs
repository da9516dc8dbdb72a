import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, tool } from "../run.mjs";
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

/** @param {string} directory */
export async function compiles(directory) {
  writeFileSync(
    join(directory, "consumer.ts"),
    `import { openStateStore, createClaims, isKeyedStoreError, type KeyedStore } from "keyed-store";
const store = await openStateStore({ directory: "./state" });
const seen: KeyedStore<{ at: number }> = store.openKeyedStore<{ at: number }>({ namespace: "seen", maxEntries: 5 });
const at: number | undefined = (await seen.lookup("a"))?.at;
const claims = createClaims<string>(store.openKeyedStore({ namespace: "c", maxEntries: 5, overflow: "reject-new" }));
const result = await claims.claim("a");
if (result.status === "claimed") await result.claim.commit("done");
try {
  // @ts-expect-error: a value of another type is refused
  await seen.register("a", { at: "noon" });
} catch (error) {
  if (isKeyedStoreError(error)) console.log(error.code, at);
}
`,
  );
  const tsc = join(directory, "node_modules", "typescript", "bin", "tsc");
  const args = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--types", "node", "consumer.ts"];
  const { code, output } = await run(process.execPath, [tsc, ...args], { cwd: directory });
  return code === 0 ? [] : [output];
}

/**
 * A TypeScript that is too old for the types says so, by each resolution that it knows.
 *
 * @param {string} directory
 */
export async function outdatedTypeScript(directory) {
  writeFileSync(
    join(directory, "outdated.ts"),
    `import { openStateStore, type KeyedStore } from "keyed-store";
import { wasmProvider } from "@keyed-store/backend-wasm";
import { loadDriver } from "@keyed-store/backend-wasm/testing";
export const store = openStateStore({ directory: "./state", providers: [wasmProvider()] });
export const seen = (keyed: KeyedStore<number>) => keyed.lookup("a");
export const driver = loadDriver();
`,
  );
  const tsc = join(directory, "node_modules", "typescript-5.3", "bin", "tsc");
  const ways = [
    ["--module", "nodenext"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
    ["--module", "esnext", "--moduleResolution", "node"],
  ];
  const results = await Promise.all(
    ways.map((way) =>
      run(process.execPath, [tsc, "--noEmit", "--strict", "--target", "es2022", ...way, "outdated.ts"], {
        cwd: directory,
      }),
    ),
  );
  return results.flatMap(({ code, output }) => {
    const told = output.match(/keyed_store\w*_needs_TypeScript_5_4_or_newer/g)?.length ?? 0;
    return code !== 0 && told === 4 ? [] : [`it was told ${told} times of 4\n${output}`];
  });
}

/**
 * A program that is compiled to CommonJS finds the types, by the resolution of old (`node`, also called `node10`) and by the one of
 * Node, and runs.
 *
 * @param {string} directory
 */
export async function compilesToCommonJs(directory) {
  const place = join(directory, "commonjs");
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{ "type": "commonjs" }');
  writeFileSync(
    join(place, "program.ts"),
    `import { memoryProvider, openStateStore } from "keyed-store";
import { wasmProvider } from "@keyed-store/backend-wasm";
import type { loadDriver } from "@keyed-store/backend-wasm/testing";
export type Load = typeof loadDriver;
async function main(): Promise<string> {
  const providers = [memoryProvider(), wasmProvider()];
  const store = await openStateStore({ directory: "./state", backend: "memory", providers });
  const seen = store.openKeyedStore<{ at: number }>({ namespace: "seen", maxEntries: 5 });
  // @ts-expect-error: a value of another type is refused
  await seen.register("a", { at: "noon" });
  await store.close();
  return store.backend.name;
}
void main().then(console.log);
`,
  );
  const usual = ["--strict", "--target", "es2022", "--types", "node", "program.ts"];
  const old = join(directory, "node_modules", "typescript", "bin", "tsc");
  const ways = [
    run(process.execPath, [old, ...usual, "--module", "commonjs", "--moduleResolution", "node", "--outDir", "old"], {
      cwd: place,
    }),
    tool("typescript", [...usual, "--module", "nodenext", "--ignoreConfig", "--outDir", "new"], {
      command: "tsc",
      cwd: place,
    }),
  ];
  const problems = (await Promise.all(ways)).filter(({ code }) => code !== 0).map(({ output }) => output);
  if (problems.length > 0 || !requiresModules(process.versions.node)) return problems;
  const runs = ["old", "new"].map((way) => run(process.execPath, [join(way, "program.js")], { cwd: place }));
  return (await Promise.all(runs)).filter(({ output }) => !output.includes("memory")).map(({ output }) => output);
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
function requiresModules(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}
