import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root directory of the workspace. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a program to its end, in the root unless told otherwise. It never rejects: a program that cannot be started has
 * code 127 and the reason as its output.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show`: let it write to our output
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { cwd = root, env = process.env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: show ? "inherit" : ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
    child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (output += text));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code, signal) =>
      resolve({ code: code ?? 128, output: signal ? `${output}\n${signal}` : output }),
    );
  });
}

/**
 * Runs a script with this Node.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function node(args, options) {
  return run(process.execPath, args, options);
}

/**
 * Runs the command that an installed package brings, without a shell and without `.bin`, so alike on every system.
 *
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { command?: string }} [options] `command`: where the package brings several
 */
export function tool(packageName, args, options) {
  const directory = join(root, "node_modules", packageName);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const script = typeof bin === "string" ? bin : options?.command ? bin[options.command] : Object.values(bin)[0];
  if (script === undefined) throw new Error(`${packageName} brings no command ${options?.command}`);
  return node([join(directory, script), ...args], options);
}

/**
 * Runs the pinned pnpm through npm, which is the one thing that every Node brings.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function pnpm(args, options) {
  /** @type {{ packageManager: string }} */
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return node([findNpmScript(), "--loglevel=error", "exec", "--yes", "--", packageManager, ...args], options);
}

/**
 * Runs npm.
 *
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  return node([findNpmScript(), "--loglevel=error", ...args], options);
}

function findNpmScript() {
  const besideNode = dirname(process.execPath);
  const places = [
    process.env["npm_execpath"] ?? "",
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const found = places.find((place) => place.endsWith("npm-cli.js") && existsSync(place));
  if (found === undefined)
    throw new Error("npm was not found beside Node; run this through npm: `npm test`, `npm start`");
  return found;
}
