import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { node, pnpm, root, tool } from "./run.mjs";

const STAMP = join(root, "node_modules", ".keyed-store-setup.json");

/**
 * Makes a checkout ready: dependencies installed with the pinned pnpm, packages built. Does only what is not done yet.
 *
 * @param {{ force?: boolean }} [options] `force`: install anew, and so try the native addon again
 * @returns {Promise<{ native: boolean }>} whether the native addon is there
 */
export async function setup({ force = false } = {}) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    throw new Error(`Node 20.11 or newer is needed; this is ${process.version}`);
  const native = await install(force);
  if (native !== "built") console.log(`setup: native addon not built (${native}): going on with wasm`);
  const build = await tool("typescript", ["-b"], { command: "tsc" });
  if (build.code !== 0) throw new Error(`tsc -b failed\n${build.output}`);
  const page = await node(["scripts/browser-build.mjs"]);
  if (page.code !== 0) throw new Error(`browser-build failed\n${page.output}`);
  return { native: native === "built" };
}

/**
 * @param {boolean} force
 * @returns {Promise<string>} `built`, or why the native addon is not
 */
async function install(force) {
  const inputs = fingerprint();
  const stamp = readStamp();
  if (!force && stamp?.inputs === inputs) return stamp.native;

  console.log("setup: installing (the native addon may have to be compiled: a minute or two)");
  const env = buildEnvironment();
  const stopTelling = tellThatItGoesOn();
  const installed = await pnpm(["install", "--frozen-lockfile", ...(areScriptsOff() ? ["--ignore-scripts"] : [])], {
    env,
  });
  stopTelling();
  if (installed.code !== 0) throw new Error(`pnpm install failed\n${installed.output}`);
  const native = await nativeState(installed.output, env);

  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ inputs, native }));
  return native;
}

/** A compiler says nothing for a minute or two; whoever waits is told that it is at work. */
function tellThatItGoesOn() {
  const started = Date.now();
  const timer = setInterval(() => {
    console.log(`setup: still at work, after ${Math.round((Date.now() - started) / 1000)} s`);
  }, 10_000);
  return () => clearInterval(timer);
}

/** What the state of `node_modules` follows from: if none of it changed, there is nothing to install. */
function fingerprint() {
  const packages = readdirSync(join(root, "packages")).map((name) => join("packages", name, "package.json"));
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch} ${areScriptsOff()}`);
  for (const file of ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...packages]) {
    if (existsSync(join(root, file))) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** @returns {{ inputs: string, native: string } | undefined} */
function readStamp() {
  return existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, "utf8")) : undefined;
}

/** Whether `npm --ignore-scripts` is at work, by option or by configuration. */
function areScriptsOff() {
  return process.env["npm_config_ignore_scripts"] === "true";
}

/** With Node's own headers named where they lie beside it, compiling downloads nothing. */
export function buildEnvironment() {
  const prefix = join(dirname(process.execPath), "..");
  if (!existsSync(join(prefix, "include", "node", "node.h"))) return process.env;
  return { ...process.env, npm_config_nodedir: prefix };
}

/**
 * @param {string} log what the install printed
 * @param {NodeJS.ProcessEnv} env
 */
async function nativeState(log, env) {
  if (await canLoadNative()) return "built";
  if (areScriptsOff()) return "install scripts are off";
  // pnpm takes an addon that was compiled for another Node as done; asked by name, it compiles again.
  const linked = existsSync(join(root, "node_modules", "better-sqlite3"));
  const rebuilt = linked ? await pnpm(["rebuild", "better-sqlite3"], { env }) : undefined;
  if (rebuilt && (await canLoadNative())) return "built";
  return /gyp ERR! stack Error: (.*)/.exec(rebuilt?.output ?? log)?.[1] ?? "it does not load";
}

/** Tried in a process of its own: an addon for another Node may take the process down. */
async function canLoadNative() {
  const attempt = await node(["--eval", 'new (require("better-sqlite3"))(":memory:").close()']);
  return attempt.code === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await setup({ force: process.argv.includes("--force") });
}
