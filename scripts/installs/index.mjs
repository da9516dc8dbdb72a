import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../run.mjs";
import { nodeOf, otherRuntimes } from "../runtimes.mjs";
import { author } from "./author.mjs";
import { bundles } from "./bundles.mjs";
import { program, WITH_UMBRELLA, WITH_WASM_ALONE } from "./programs.mjs";
import { runners } from "./runners.mjs";
import { sizeIsAsStated } from "./sizes.mjs";
import { bundle, commonJs, compiles, compilesToCommonJs } from "./toolchains.mjs";
import {
  consumer,
  expectBackend,
  folder,
  inWorkshop,
  npmInstall,
  placeAddon,
  tell,
  UMBRELLA,
  WASM_ALONE,
  WITH_NATIVE,
  WITH_NODE,
  withoutCompiler,
} from "./workshop.mjs";

/** @typedef {import("./workshop.mjs").Told} Told */

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
  await inWorkshop(async (shop) => {
    /**
     * @param {string} name
     * @param {() => Promise<{ told: Told, problems: string[] }>} test
     */
    const test = (name, test) =>
      report(name, async () => {
        const { told, problems } = await test();
        console.log(`     ${name}: got ${told.chosen}`);
        for (const { name: other, message } of told.rejected) console.log(`       not ${other}: ${message}`);
        return problems;
      });

    await test("npm, nothing but keyed-store", async () => {
      const directory = folder(shop, "plain", UMBRELLA);
      await npmInstall(directory);
      const told = await tell(directory, WITH_UMBRELLA);
      return { told, problems: expectBackend(told, "wasm", NOT_INSTALLED) };
    });

    await test("the wasm package alone, scripts off, no compiler, home read-only", async () => {
      const directory = folder(shop, "wasm-alone", WASM_ALONE);
      const env = withoutCompiler(shop.place);
      await npmInstall(directory, { args: ["--ignore-scripts"], env });
      // Nobody can write there, not even the superuser.
      const told = await tell(directory, WITH_WASM_ALONE, { env: { ...env, HOME: "/proc" } });
      return { told, problems: [...expectBackend(told, "wasm"), ...nativeFiles(directory), ...scripts(directory)] };
    });

    await report("what the wasm package alone takes is what README says", () =>
      sizeIsAsStated(join(shop.place, "wasm-alone"), shop),
    );

    const npmWithNative = folder(shop, "native", WITH_NATIVE, ADDON);
    await npmInstall(npmWithNative, { args: ["--ignore-scripts"] });

    await test("npm with better-sqlite3, whose install script was blocked", async () => {
      const told = await tell(npmWithNative, WITH_UMBRELLA);
      const reason = { native: /never built; install scripts may have been blocked.*npm rebuild better-sqlite3/ };
      return { told, problems: expectBackend(told, "wasm", reason) };
    });

    if (shop.compiled !== undefined) {
      placeAddon(npmWithNative, shop.compiled);
      await test("npm with better-sqlite3, built", async () => {
        const told = await tell(npmWithNative, WITH_UMBRELLA);
        return { told, problems: expectBackend(told, "native") };
      });
      await test("an engine in a worker thread", async () => {
        const apart = program('import { openStateStore } from "keyed-store";', ', thread: "worker"');
        const told = await tell(npmWithNative, apart);
        return { told, problems: expectBackend(told, "native") };
      });
      await test("node --no-addons", async () => {
        const told = await tell(npmWithNative, WITH_UMBRELLA, { args: ["--no-addons"] });
        return { told, problems: expectBackend(told, "wasm", { native: /without --no-addons/ }) };
      });
      await test("a worker thread", async () => {
        writeFileSync(join(npmWithNative, "inside.mjs"), WITH_UMBRELLA);
        const told = await tell(
          npmWithNative,
          'import { Worker } from "node:worker_threads";\nnew Worker(new URL("./inside.mjs", import.meta.url));\n',
          { file: "thread.mjs" },
        );
        return { told, problems: expectBackend(told, "native") };
      });
      if (others) {
        await test("a binary that was built for another Node", async () => {
          const told = await tell(npmWithNative, WITH_UMBRELLA, { with: nodeOf("24.") });
          const reason = { native: /built for another Node than 24\..*npm rebuild better-sqlite3/ };
          return { told, problems: expectBackend(told, "wasm", reason) };
        });
      }
    }

    const newest = folder(shop, "newest", [...WITH_NATIVE, "@keyed-store/backend-node"], {
      "better-sqlite3": "13.2.0",
    });
    await npmInstall(newest, { args: ["--ignore-scripts"] });

    if (Number(process.versions["napi"]) < 10) {
      await test("better-sqlite3 13 on a Node that it would crash", async () => {
        const told = await tell(newest, WITH_UMBRELLA);
        const reason = { native: /would crash Node 20.*npm install better-sqlite3@12/, node: /node:sqlite/ };
        return { told, problems: expectBackend(told, "wasm", reason) };
      });
    }
    let withNode;
    if (others) {
      await test("better-sqlite3 13 on Node 24, with nothing built", async () => {
        const told = await tell(newest, WITH_UMBRELLA, { with: nodeOf("24.") });
        return { told, problems: expectBackend(told, "native") };
      });
      await test("the same, tried in a process of its own", async () => {
        const apart = program('import { openStateStore } from "keyed-store";', ", tryApart: true");
        const told = await tell(newest, apart, { with: nodeOf("24.") });
        return { told, problems: expectBackend(told, "native") };
      });
      const nodeAlone = folder(shop, "node-sqlite", WITH_NODE);
      withNode = nodeAlone;
      await npmInstall(nodeAlone);
      await test("node:sqlite on Node 24, nothing native installed", async () => {
        const told = await tell(nodeAlone, WITH_UMBRELLA, { with: nodeOf("24.") });
        return { told, problems: expectBackend(told, "node", NOT_INSTALLED) };
      });
    }

    for (const version of ["10.34.9", "12.21.0"]) {
      await test(`pnpm ${version}, nothing but keyed-store`, async () => {
        const directory = folder(shop, `pnpm-${version}`, UMBRELLA);
        await pnpmInstall(directory, version, shop.tarballs);
        const told = await tell(directory, WITH_UMBRELLA);
        const reason = { native: /not installed.*pnpm add @keyed-store\/backend-native better-sqlite3/ };
        return { told, problems: expectBackend(told, "wasm", reason) };
      });
      await test(`pnpm ${version} with better-sqlite3, whose install script is not allowed`, async () => {
        const directory = folder(shop, `pnpm-native-${version}`, WITH_NATIVE, ADDON);
        await pnpmInstall(directory, version, shop.tarballs);
        const told = await tell(directory, WITH_UMBRELLA);
        return { told, problems: expectBackend(told, "wasm", { native: /never built.*pnpm approve-builds/ }) };
      });
    }

    await author(shop, report);
    await runners(shop, report, others);
    await bundles(shop, test, { withNative: npmWithNative, withNode });

    const tools = folder(shop, "tools", UMBRELLA, {
      esbuild: "0.28.2",
      typescript: "5.4.5",
      "@types/node": "20.19.43",
    });
    await npmInstall(tools);

    await test("a bundle of esbuild, with the wasm file beside it", async () => {
      const bundled = await bundle(tools, shop.place);
      const told = await tell(bundled, readFileSync(join(bundled, "program.mjs"), "utf8"));
      return { told, problems: expectBackend(told, "wasm") };
    });

    await report("TypeScript 5.4 compiles a program against the types", () => compiles(tools));
    await report("TypeScript compiles to CommonJS, with old resolution and with Node's", () =>
      compilesToCommonJs(tools),
    );
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

/**
 * @param {string} directory
 * @param {string} version
 * @param {ReadonlyMap<string, string>} tarballs
 */
async function pnpmInstall(directory, version, tarballs) {
  const overrides = [...tarballs].map(([name, tarball]) => `  "${name}": "file:${tarball}"`).join("\n");
  const settings = "allowBuilds:\n  better-sqlite3: false\nignoredBuiltDependencies:\n  - better-sqlite3\n";
  writeFileSync(join(directory, "pnpm-workspace.yaml"), `${settings}overrides:\n${overrides}\n`);
  const { code, output } = await npm(
    ["exec", "--yes", "--", `pnpm@${version}`, "install", "--prefer-offline", "--no-frozen-lockfile"],
    { cwd: directory, env: { ...consumer(), CI: "1" } },
  );
  if (code !== 0) throw new Error(`pnpm ${version} ended with code ${code}\n${output}`);
}
