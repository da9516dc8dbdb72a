import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "../checks/files.mjs";
import { root, run } from "../run.mjs";
import { findNode } from "../runtimes.mjs";
import { testing } from "./testing.mjs";
import { consumerEnvironment, createFolder, npmInstall, placeAddon, WITH_NATIVE } from "./workshop.mjs";

const FILES = join(root, "scripts", "installs", "runners");
const VM_MODULES = "--experimental-vm-modules";

/** The page whose files configure Jest here: by itself, and where a transformer makes CommonJS of all modules. */
const PAGE = "docs/hosts-and-bundlers.md";
const JEST = "jest.config.json";
const TRANSFORMED = "jest.commonjs.json";

/** How vitest runs a test file: in a process or a thread of its own or not, in a `vm` context, and packages through Vite or not. */
const VITEST = [
  ["--pool=forks"],
  ["--pool=forks", "--no-isolate"],
  ["--pool=threads", "--no-isolate"],
  ["--pool=vmThreads"],
  ["--config", "inline.config.mjs"],
];

/** Flags with which programs are hardened; those that go together are tried together. */
const HARDENED = [
  ["--frozen-intrinsics"],
  ["--disallow-code-generation-from-strings", "--pending-deprecation", "--throw-deprecation", "--disable-proto=throw"],
];

/**
 * The library under test runners, which give it globals, modules and timers of their own, in hardened programs, and twice in one process.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 * @param {boolean} others whether other versions of Node are at hand
 */
export async function runners(shop, report, others) {
  const { devDependencies } = JSON.parse(read("package.json"));
  const directory = createFolder(shop, "runners", [...WITH_NATIVE, "@keyed-store/backend-node"], {
    "better-sqlite3": "12.11.1",
    "@sinonjs/fake-timers": "15.0.0",
    esbuild: "0.28.2",
    jest: "30.5.2",
    "jest-environment-jsdom": "30.5.2",
    vitest: devDependencies.vitest,
  });
  const backends = ["memory", "wasm"];
  await npmInstall(directory, { args: ["--ignore-scripts"] });
  if (shop.compiled !== undefined) {
    placeAddon(directory, shop.compiled);
    backends.push("native");
  }
  cpSync(FILES, directory, { recursive: true });
  for (const [, name = "", text = ""] of read(PAGE).matchAll(/`([\w.-]+)`\n\n```(?:json|js)\n(.*?)```/gs))
    writeFileSync(join(directory, name), text);
  for (const [name, inline] of [
    ["vitest.config.mjs", []],
    ["inline.config.mjs", true],
  ]) {
    const settings = { test: { include: ["*.vitest.mjs"], server: { deps: { inline } } } };
    writeFileSync(join(directory, String(name)), `export default ${JSON.stringify(settings)};\n`);
  }

  /**
   * @param {readonly string[]} args
   * @param {RegExp} passed what is printed when all went well
   * @param {{ with?: string, backends?: readonly string[] }} [options] `with`: another Node
   */
  const passes = async (args, passed, { with: program = process.execPath, backends: asked = backends } = {}) => {
    const env = { ...consumerEnvironment(), RUNNER_BACKENDS: asked.join(","), NO_COLOR: "1" };
    const { code, output } = await run(program, args, { cwd: directory, env });
    const lingers = output.includes("did not exit");
    return code === 0 && passed.test(output) && !lingers ? [] : [output.slice(-6_000)];
  };
  const jest = [join("node_modules", "jest", "bin", "jest.js"), "--runInBand", "--config"];
  const vitest = [join("node_modules", "vitest", "vitest.mjs"), "run"];
  const all = (/** @type {number} */ count) => new RegExp(`Tests:? +${count} passed`);
  const each = backends.length;

  await report("Jest, ES modules and CommonJS that imports, under its fake timers", () =>
    passes([VM_MODULES, ...jest, JEST, "esm.jest", "commonjs.jest"], all(3 * each + 1)),
  );
  await report("Jest in jsdom", () =>
    passes([VM_MODULES, ...jest, JEST, "--env=jsdom", "esm.jest"], all(2 * each + 1)),
  );
  await report("Jest, where a transformer makes CommonJS of all modules", () =>
    passes([...jest, TRANSFORMED, "transformed.jest"], all(each)),
  );
  for (const args of VITEST) {
    await report(`vitest ${args.join(" ")}, under its fake timers`, () => passes([...vitest, ...args], all(2 * each)));
  }
  await testing(directory, report);
  await report("sinon's fake timers, with all faked from the start", () => passes(["sinon.mjs"], /^done: /m));

  const copy = join(directory, "copy", "node_modules");
  mkdirSync(join(copy, ".."));
  const needed = ["@keyed-store", "keyed-store", "better-sqlite3", "bindings", "file-uri-to-path", "sql.js"];
  for (const name of readdirSync(join(directory, "node_modules")).filter((name) => needed.includes(name)))
    cpSync(join(directory, "node_modules", name), join(copy, name), { recursive: true });
  const twice = (/** @type {string} */ backend, /** @type {string} */ program) =>
    report(`two copies and a second evaluation in one process, on ${backend}`, () =>
      passes(["twice.mjs", backend, "./copy"], /^done: /m, { with: program }),
    );
  for (const backend of backends) if (backend !== "memory") await twice(backend, process.execPath);

  for (const flags of HARDENED) {
    // Its own loader does not work with that flag, and it says so.
    const asked = flags.includes("--frozen-intrinsics") ? ["memory", "wasm"] : backends;
    await report(`Node ${flags.join(" ")}`, () => passes([...flags, "plain.mjs"], /^done: /m, { backends: asked }));
  }
  if (!others) return;
  const node24 = { with: findNode("24."), backends: ["memory", "wasm", "node"] };
  await twice("node", node24.with);
  for (const flags of [...HARDENED, ["--no-experimental-require-module"]])
    await report(`Node 24 ${flags.join(" ")}`, () => passes([...flags, "plain.mjs"], /^done: /m, node24));
  await report("Node 24 --no-experimental-sqlite is told", async () => {
    const problems = await passes(["--no-experimental-sqlite", "plain.mjs"], /^done: /m, {
      ...node24,
      backends: ["node"],
    });
    return problems.join().includes("start Node without --no-experimental-sqlite") ? [] : ["it was not", ...problems];
  });
  await report("Jest on Node 24, with node:sqlite", () =>
    passes([VM_MODULES, ...jest, JEST, "esm.jest"], all(7), node24),
  );
}
