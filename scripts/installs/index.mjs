import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNode, otherRuntimes } from "../runtimes.mjs";
import { adapters } from "./adapters.mjs";
import { author } from "./author.mjs";
import { browser } from "./browser/index.mjs";
import { bundles } from "./bundles.mjs";
import { checkout } from "./checkout.mjs";
import { postgres } from "./postgres.mjs";
import { program, WITH_UMBRELLA, WITH_WASM_ALONE } from "./programs.mjs";
import { runners } from "./runners.mjs";
import { checkStatedSize } from "./sizes.mjs";
import { bundle, commonJs } from "./toolchains.mjs";
import { COMPILERS, typeScript } from "./typescript.mjs";
import {
  createFolder,
  expectBackend,
  npmInstall,
  placeAddon,
  pnpmInstall,
  runProgram,
  UMBRELLA,
  WASM_ALONE,
  WITH_NATIVE,
  WITH_NODE,
  withoutCompiler,
  withWorkshop,
} from "./workshop.mjs";

/** @typedef {import("./workshop.mjs").ProgramReport} ProgramReport */

const ADDON = { "better-sqlite3": "12.11.1" };
const NOT_INSTALLED = { native: /not installed.*npm install @keyed-store\/backend-native better-sqlite3/ };

/**
 * Installs what would be published, as people do and on hosts as they have them, and runs a real program on it. Each test
 * says which backend it got, and why not another.
 *
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function installs(report) {
  const others = await otherRuntimes();
  await withWorkshop(async (shop) => {
    /**
     * @param {string} name
     * @param {() => Promise<{ result: ProgramReport, problems: string[] }>} test
     */
    const test = (name, test) =>
      report(name, async () => {
        const { result, problems } = await test();
        console.log(`     ${name}: got ${result.chosen}`);
        for (const { name: other, message } of result.rejected) console.log(`       not ${other}: ${message}`);
        return problems;
      });

    await test("npm, nothing but keyed-store", async () => {
      const directory = createFolder(shop, "plain", UMBRELLA);
      await npmInstall(directory);
      const result = await runProgram(directory, WITH_UMBRELLA);
      return { result, problems: expectBackend(result, "wasm", NOT_INSTALLED) };
    });

    await test("from a checkout, by npm run pack", () => checkout(shop));

    await test("the wasm package alone, scripts off, no compiler, home read-only", async () => {
      const directory = createFolder(shop, "wasm-alone", WASM_ALONE);
      const env = withoutCompiler(shop.place);
      await npmInstall(directory, { args: ["--ignore-scripts"], env });
      // Nobody can write there, not even the superuser.
      const result = await runProgram(directory, WITH_WASM_ALONE, { env: { ...env, HOME: "/proc" } });
      return { result, problems: [...expectBackend(result, "wasm"), ...nativeFiles(directory), ...scripts(directory)] };
    });

    await report("what the wasm package alone takes is what README says", () =>
      checkStatedSize(join(shop.place, "wasm-alone"), shop),
    );

    const npmWithNative = createFolder(shop, "native", WITH_NATIVE, ADDON);
    await npmInstall(npmWithNative, { args: ["--ignore-scripts"] });

    await test("npm with better-sqlite3, whose install script was blocked", async () => {
      const result = await runProgram(npmWithNative, WITH_UMBRELLA);
      const reason = { native: /never built; install scripts may have been blocked.*npm rebuild better-sqlite3/ };
      return { result, problems: expectBackend(result, "wasm", reason) };
    });

    if (shop.compiled !== undefined) {
      placeAddon(npmWithNative, shop.compiled);
      await test("npm with better-sqlite3, built", async () => {
        const result = await runProgram(npmWithNative, WITH_UMBRELLA);
        return { result, problems: expectBackend(result, "native") };
      });
      await test("an engine in a worker thread", async () => {
        const apart = program('import { openStateStore } from "keyed-store";', ', thread: "worker"');
        const result = await runProgram(npmWithNative, apart);
        return { result, problems: expectBackend(result, "native") };
      });
      await test("node --no-addons", async () => {
        const result = await runProgram(npmWithNative, WITH_UMBRELLA, { args: ["--no-addons"] });
        return { result, problems: expectBackend(result, "wasm", { native: /without --no-addons/ }) };
      });
      await test("a worker thread", async () => {
        writeFileSync(join(npmWithNative, "inside.mjs"), WITH_UMBRELLA);
        const result = await runProgram(
          npmWithNative,
          'import { Worker } from "node:worker_threads";\nnew Worker(new URL("./inside.mjs", import.meta.url));\n',
          { file: "thread.mjs" },
        );
        return { result, problems: expectBackend(result, "native") };
      });
      if (others) {
        await test("a binary that was built for another Node", async () => {
          const result = await runProgram(npmWithNative, WITH_UMBRELLA, { with: findNode("24.") });
          const reason = { native: /built for another Node than 24\..*npm rebuild better-sqlite3/ };
          return { result, problems: expectBackend(result, "wasm", reason) };
        });
      }
    }

    const newest = createFolder(shop, "newest", [...WITH_NATIVE, "@keyed-store/backend-node"], {
      "better-sqlite3": "13.2.0",
    });
    await npmInstall(newest, { args: ["--ignore-scripts"] });

    if (Number(process.versions["napi"]) < 10) {
      await test("better-sqlite3 13 on a Node that it would crash", async () => {
        const result = await runProgram(newest, WITH_UMBRELLA);
        const reason = { native: /would crash Node 20.*npm install better-sqlite3@12/, node: /node:sqlite/ };
        return { result, problems: expectBackend(result, "wasm", reason) };
      });
    }
    let withNode;
    if (others) {
      await test("better-sqlite3 13 on Node 24, with nothing built", async () => {
        const result = await runProgram(newest, WITH_UMBRELLA, { with: findNode("24.") });
        return { result, problems: expectBackend(result, "native") };
      });
      await test("the same, tried in a process of its own", async () => {
        const apart = program('import { openStateStore } from "keyed-store";', ", tryApart: true");
        const result = await runProgram(newest, apart, { with: findNode("24.") });
        return { result, problems: expectBackend(result, "native") };
      });
      const nodeAlone = createFolder(shop, "node-sqlite", WITH_NODE);
      withNode = nodeAlone;
      await npmInstall(nodeAlone);
      await test("node:sqlite on Node 24, nothing native installed", async () => {
        const result = await runProgram(nodeAlone, WITH_UMBRELLA, { with: findNode("24.") });
        return { result, problems: expectBackend(result, "node", NOT_INSTALLED) };
      });
    }

    for (const version of ["10.34.9", "12.21.0"]) {
      await test(`pnpm ${version}, nothing but keyed-store`, async () => {
        const directory = createFolder(shop, `pnpm-${version}`, UMBRELLA);
        await pnpmInstall(directory, version, shop.tarballs);
        const result = await runProgram(directory, WITH_UMBRELLA);
        const reason = { native: /not installed.*pnpm add @keyed-store\/backend-native better-sqlite3/ };
        return { result, problems: expectBackend(result, "wasm", reason) };
      });
      await test(`pnpm ${version} with better-sqlite3, whose install script is not allowed`, async () => {
        const directory = createFolder(shop, `pnpm-native-${version}`, WITH_NATIVE, ADDON);
        await pnpmInstall(directory, version, shop.tarballs);
        const result = await runProgram(directory, WITH_UMBRELLA);
        return { result, problems: expectBackend(result, "wasm", { native: /never built.*pnpm approve-builds/ }) };
      });
    }

    await adapters(shop, report);
    await postgres(shop, report);
    await author(shop, report);
    await runners(shop, report, others);
    await browser(shop, report);
    await bundles(shop, test, { withNative: npmWithNative, withNode });

    const tools = createFolder(shop, "tools", UMBRELLA, {
      esbuild: "0.28.2",
      ...COMPILERS,
      "@types/node": "20.19.43",
    });
    await npmInstall(tools);

    await test("a bundle of esbuild, with the wasm file beside it", async () => {
      const bundled = await bundle(tools, shop.place);
      const result = await runProgram(bundled, readFileSync(join(bundled, "program.mjs"), "utf8"));
      return { result, problems: expectBackend(result, "wasm") };
    });

    await typeScript(tools, report);
    await report("CommonJS: require() where Node can require ES modules, import() everywhere", () =>
      commonJs(tools, others),
    );
  });
}

/** @param {string} directory */
function nativeFiles(directory) {
  const files = readdirSync(join(directory, "node_modules"), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".node")).map((file) => `${file} is native, where nothing may be`);
}

/** @param {string} directory */
function scripts(directory) {
  const lock = JSON.parse(readFileSync(join(directory, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([, entry]) => /** @type {{ hasInstallScript?: boolean }} */ (entry).hasInstallScript === true)
    .map(([path]) => `${path} has an install script, where nothing may have one`);
}
