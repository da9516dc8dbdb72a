import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { read } from "../checks/files.mjs";
import { run } from "../run.mjs";
import { findNode } from "../runtimes.mjs";
import { BUNDLED } from "./programs.mjs";
import { consumerEnvironment, createFolder, expectBackend, npmInstall, runProgram, UMBRELLA } from "./workshop.mjs";

/**
 * @typedef {import("./workshop.mjs").ProgramReport} ProgramReport
 * @typedef {"esm" | "cjs"} Format
 */

/** The page whose commands are run. */
const PAGE = "docs/hosts-and-bundlers.md";

/** The engine's one file, which a bundle has beside it. */
const ENGINE = "sql-wasm-debug.wasm";

/** What a bundler must make of the default install, in which optional packages are absent. */
const ABSENT = { native: /is not installed.*npm install/, node: /is not installed.*npm install/ };

/**
 * Each builds the program of a directory into a file of it, and throws what it says where it does not.
 *
 * @type {Record<string, (directory: string, file: string, format: Format) => Promise<void>>}
 */
export const BUNDLERS = {
  esbuild: (directory, file, format) => esbuild(directory, directory, file, format),
  async rolldown(directory, file, format) {
    const bundle = await rolldown({ cwd: directory, input: "main.mjs", platform: "node", logLevel: "silent" });
    await bundle.write({ file: join(directory, file), format, codeSplitting: false });
    await bundle.close();
  },
  async webpack(directory, file, format) {
    const isModule = format === "esm";
    const settings = {
      mode: "production",
      target: "node20",
      entry: "./main.mjs",
      experiments: { outputModule: isModule },
      // It takes its time, and once is enough.
      optimization: { minimize: !isModule },
      output: { module: isModule, path: directory, filename: file },
    };
    const script = `require("webpack")(${JSON.stringify(settings)}, (error, stats) => {
      if (!error && !stats.hasErrors()) return;
      console.log(error ?? stats.toString("errors-only"));
      process.exitCode = 1;
    });`;
    await expectSuccess(run(process.execPath, ["--input-type=commonjs", "--eval", script], { cwd: directory }));
  },
};

/**
 * @param {string} tools where it is installed
 * @param {string} directory
 * @param {string} file
 * @param {Format} format
 */
async function esbuild(tools, directory, file, format) {
  const program = join(tools, "node_modules", "esbuild", "bin", "esbuild");
  const args = ["main.mjs", "--bundle", "--platform=node", `--format=${format}`, `--outfile=${file}`];
  await expectSuccess(run(program, args, { cwd: directory }));
}

/** @param {ReturnType<typeof run>} running */
async function expectSuccess(running) {
  const { code, output } = await running;
  if (code !== 0) throw new Error(output);
}

/**
 * Bundles of what a default install brings, and of one with better-sqlite3 beside them: they build, run where they were built, and
 * run elsewhere with one file beside them.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {(name: string, test: () => Promise<{ result: ProgramReport, problems: string[] }>) => Promise<void>} test
 * @param {{ withNative: string, withNode: string | undefined }} installed folders with more installed, where there are
 */
export async function bundles(shop, test, { withNative, withNode }) {
  const tools = createFolder(shop, "bundlers", UMBRELLA, { esbuild: "0.28.2", webpack: "5.101.3" });
  await npmInstall(tools);
  writeFileSync(join(tools, "main.mjs"), BUNDLED);
  const files = Object.keys(BUNDLERS).flatMap((name) => [`${name}.mjs`, `${name}.cjs`]);
  for (const file of files) {
    await test(`nothing but keyed-store, in one file: ${file}`, async () => {
      const [name = "", format] = file.split(".");
      await BUNDLERS[name]?.(tools, file, format === "mjs" ? "esm" : "cjs");
      const result = await runBundle(tools, file);
      return { result, problems: expectBackend(result, "wasm", ABSENT) };
    });
  }

  if (shop.compiled !== undefined) {
    await test("a CommonJS bundle beside an installed better-sqlite3", async () => {
      writeFileSync(join(withNative, "main.mjs"), BUNDLED);
      await esbuild(tools, withNative, "bundled.cjs", "cjs");
      const result = await runBundle(withNative, "bundled.cjs");
      return { result, problems: expectBackend(result, "native") };
    });
  }
  if (withNode !== undefined) {
    await test("a CommonJS bundle with node:sqlite in it, on Node 24", async () => {
      writeFileSync(join(withNode, "main.mjs"), BUNDLED);
      await esbuild(tools, withNode, "bundled.cjs", "cjs");
      const result = await runBundle(withNode, "bundled.cjs", findNode("24."));
      return { result, problems: expectBackend(result, "node", { native: ABSENT.native }) };
    });
  }

  await test(`as ${PAGE} shows`, async () => {
    const [, commands = ""] = /\n## Bundlers\n.*?```sh\n(.*?)```/s.exec(read(PAGE)) ?? [];
    mkdirSync(join(tools, "dist"));
    await expectSuccess(run("sh", ["-e", "-c", commands], { cwd: tools, env: consumerEnvironment() }));
    const result = await runBundle(copyElsewhere(shop, join(tools, "dist", "main.cjs"), "shown", [ENGINE]), "main.cjs");
    return { result, problems: expectBackend(result, "wasm", ABSENT) };
  });

  // Where it was built is gone, for some bundlers write that place into the bundle.
  const gone = `${tools}-gone`;
  renameSync(tools, gone);
  for (const file of files) {
    await test(`the same elsewhere, with the wasm file beside it: ${file}`, async () => {
      copyFileSync(join(gone, "node_modules", "sql.js", "dist", ENGINE), join(gone, ENGINE));
      const place = copyElsewhere(shop, join(gone, file), file, [ENGINE]);
      const result = await runBundle(place, file);
      return { result, problems: expectBackend(result, "wasm", ABSENT) };
    });
  }
  await test("a bundle elsewhere, with nothing beside it, says what to do", async () => {
    const place = copyElsewhere(shop, join(gone, "esbuild.cjs"), "alone");
    const result = await runBundle(place, "esbuild.cjs");
    const way = /sql-wasm-debug\.wasm cannot be loaded.*put that file beside it or pass it to wasmProvider/;
    return { result, problems: expectBackend({ ...result, kept: true }, "none", { all: way }) };
  });
}

/**
 * A bundle in a directory of its own, with the files that are named beside it.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {string} bundle
 * @param {string} name
 * @param {readonly string[]} [others]
 */
function copyElsewhere({ place }, bundle, name, others = []) {
  const directory = join(place, `elsewhere-${name}`);
  mkdirSync(directory);
  for (const file of [basename(bundle), ...others]) copyFileSync(join(dirname(bundle), file), join(directory, file));
  return directory;
}

/** @param {string} directory @param {string} file @param {string} [other] another Node */
function runBundle(directory, file, other = process.execPath) {
  return runProgram(directory, readFileSync(join(directory, file), "utf8"), { file, with: other });
}
