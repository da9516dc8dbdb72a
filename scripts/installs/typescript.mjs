import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, tool } from "../run.mjs";
import { requiresModules } from "./toolchains.mjs";

/** What is to be installed for {@link typeScript}. */
export const COMPILERS = { typescript: "5.4.5", "typescript-5.3": "npm:typescript@5.3.3" };

/**
 * Programs are compiled against the types, by the oldest TypeScript that they are for, and by one that is older.
 *
 * @param {string} directory
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function typeScript(directory, report) {
  await report("TypeScript 5.4 compiles a program against the types", () => compiles(directory));
  await report("TypeScript 5.3 is told that it is too old", () => outdatedTypeScript(directory));
  await report("TypeScript compiles to CommonJS, with old resolution and with Node's", () =>
    compilesToCommonJs(directory),
  );
}

/** @param {string} directory */
async function compiles(directory) {
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
async function outdatedTypeScript(directory) {
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
async function compilesToCommonJs(directory) {
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
