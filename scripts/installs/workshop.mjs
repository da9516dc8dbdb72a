import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm, root, run } from "../run.mjs";
import { pack } from "../tarballs.mjs";

/** Our packages by what a user types to have them. */
export const WASM_ALONE = ["@keyed-store/core", "@keyed-store/sqlite", "@keyed-store/backend-wasm"];
export const UMBRELLA = [...WASM_ALONE, "keyed-store"];
export const WITH_NATIVE = [...UMBRELLA, "@keyed-store/backend-native"];
export const WITH_NODE = [...UMBRELLA, "@keyed-store/backend-node"];

/**
 * @typedef {{ chosen: string, kept: boolean, rejected: { name: string, stage: string, code: string, message: string }[] }} ProgramReport
 * @typedef {{ place: string, tarballs: Map<string, string>, compiled: string | undefined }} Workshop
 */

/**
 * The packed tarballs, in a directory that is gone afterwards.
 *
 * @template R
 * @param {(workshop: Workshop) => Promise<R>} work
 * @returns {Promise<R>}
 */
export async function withWorkshop(work) {
  const place = mkdtempSync(join(tmpdir(), "keyed-store-installs-"));
  try {
    const all = await pack(place);
    const tarballs = new Map(all.map(({ name, tarball }) => [name, tarball]));
    const binary = join(root, "node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node");
    return await work({ place, tarballs, compiled: existsSync(binary) ? binary : undefined });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * An empty program in which packages are going to be installed.
 *
 * @param {Workshop} workshop
 * @param {string} name
 * @param {readonly string[]} ours
 * @param {Record<string, string>} [others] packages of the registry, with exact versions
 */
export function createFolder({ place, tarballs }, name, ours, others = {}) {
  const directory = join(place, name);
  mkdirSync(directory);
  const own = Object.fromEntries(ours.map((each) => [each, `file:${tarballs.get(each)}`]));
  writeFileSync(
    join(directory, "package.json"),
    JSON.stringify({ name, private: true, type: "module", dependencies: { ...own, ...others } }),
  );
  return directory;
}

/**
 * Installs with npm; what it downloaded once it takes from its cache.
 *
 * @param {string} directory
 * @param {{ args?: readonly string[], env?: NodeJS.ProcessEnv }} [options]
 */
export async function npmInstall(directory, { args = [], env } = {}) {
  const all = ["install", "--no-audit", "--no-fund", "--prefer-offline", ...args];
  const { code, output } = await npm(all, { cwd: directory, env: { ...consumerEnvironment(), ...env } });
  if (code !== 0) throw new Error(`npm install ended with code ${code}\n${output}`);
}

/**
 * Installs with pnpm, which builds nothing that is not allowed.
 *
 * @param {string} directory
 * @param {string} version
 * @param {ReadonlyMap<string, string>} tarballs
 */
export async function pnpmInstall(directory, version, tarballs) {
  const overrides = [...tarballs].map(([name, tarball]) => `  "${name}": "file:${tarball}"`).join("\n");
  const settings = "allowBuilds:\n  better-sqlite3: false\nignoredBuiltDependencies:\n  - better-sqlite3\n";
  writeFileSync(join(directory, "pnpm-workspace.yaml"), `${settings}overrides:\n${overrides}\n`);
  const { code, output } = await npm(
    ["exec", "--yes", "--", `pnpm@${version}`, "install", "--prefer-offline", "--no-frozen-lockfile"],
    { cwd: directory, env: { ...consumerEnvironment(), CI: "1" } },
  );
  if (code !== 0) throw new Error(`pnpm ${version} ended with code ${code}\n${output}`);
}

/** Gives an installed better-sqlite3 the addon that the workspace has compiled, as its install script would. */
export function placeAddon(/** @type {string} */ directory, /** @type {string} */ binary) {
  const target = join(directory, "node_modules", "better-sqlite3", "build", "Release");
  mkdirSync(target, { recursive: true });
  cpSync(binary, join(target, "better_sqlite3.node"));
}

/** An environment like a user's, without what npm tells the scripts that it runs. */
export function consumerEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|KEYED_STORE_|NODE_OPTIONS$|INIT_CWD$)/i.test(name),
  );
  const settings = Object.entries(process.env).filter(([name]) =>
    /^npm_config_(registry|cache|userconfig|nodedir)$/i.test(name),
  );
  return Object.fromEntries([...kept, ...settings]);
}

/**
 * An environment in which nothing can be compiled: its PATH leads to Node, npm and a shell.
 *
 * @param {string} place
 */
export function withoutCompiler(place) {
  const bin = join(place, "no-compiler");
  mkdirSync(bin, { recursive: true });
  for (const [name, target] of [
    ["node", process.execPath],
    ["sh", "/bin/sh"],
  ])
    if (name !== undefined && target !== undefined && !existsSync(join(bin, name)))
      symlinkSync(target, join(bin, name));
  return { ...consumerEnvironment(), PATH: bin };
}

/**
 * Runs a program in a folder and gives what it printed.
 *
 * @param {string} directory
 * @param {string} source
 * @param {{ file?: string, args?: readonly string[], with?: string, env?: NodeJS.ProcessEnv }} [options] `with`: another Node
 * @returns {Promise<ProgramReport>}
 */
export async function runProgram(
  directory,
  source,
  { file = "program.mjs", args = [], with: other = process.execPath, env } = {},
) {
  writeFileSync(join(directory, file), source);
  const { code, output } = await run(other, [...args, file], {
    cwd: directory,
    env: { ...consumerEnvironment(), ...env },
  });
  const line = output.split("\n").find((text) => text.startsWith("{"));
  if (code !== 0 || line === undefined) throw new Error(`the program ended with code ${code}\n${output}`);
  return JSON.parse(line);
}

/** What is wrong with what a program printed, if it is not this backend that was taken, and everything kept. */
export function expectBackend(
  /** @type {ProgramReport} */ result,
  /** @type {string} */ backend,
  /** @type {Record<string, RegExp>} */ reasons = {},
) {
  const problems = [];
  if (result.chosen !== backend) problems.push(`it got ${result.chosen}, where ${backend} was expected`);
  if (!result.kept) problems.push("what was written was not there when the store was opened again");
  for (const [name, reason] of Object.entries(reasons)) {
    const message = result.rejected.find((each) => each.name === name)?.message ?? "";
    if (!reason.test(message)) problems.push(`${name} was refused for "${message}", where ${reason} was expected`);
  }
  return problems;
}
