import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { read } from "../checks/files.mjs";
import { node } from "../run.mjs";
import { listDoors } from "../tarballs.mjs";
import { BUNDLERS } from "./bundles.mjs";
import { consumerEnvironment, createFolder, npmInstall, UMBRELLA } from "./workshop.mjs";

const OURS = ["@keyed-store/core", "@keyed-store/adapters"];
const DOORS = listDoors(JSON.parse(read("packages/adapters/package.json")));

/** What the options of a mount say that opens its store by itself, as a configuration has them. */
const MOUNT = '{ open: { directory: "./state" }, namespace: "n" }';

/**
 * The adapters as they are installed: without any host, each of their doors in a bundle, and the driver that opens its store by
 * itself with and without what it opens it by.
 *
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function adapters(shop, report) {
  const alone = createFolder(shop, "adapters", OURS);
  await report("the adapters bring no host, and all of their doors load", async () => {
    await npmInstall(alone);
    const loaded = await runSource(alone, "doors.mjs", DOORS.map((door) => `await import("${door}");`).join("\n"));
    return [
      ...listPackages(alone)
        .filter((name) => !OURS.includes(name))
        .map((name) => `it brought ${name}`),
      ...loaded,
    ];
  });

  const bundled = createFolder(shop, "adapters-bundled", OURS, { esbuild: "0.28.2" });
  await npmInstall(bundled);
  for (const name of ["esbuild", "rolldown"]) {
    for (const door of DOORS) {
      await report(`a bundle of ${name}'s with nothing installed but ${door}`, async () => {
        await bundle(
          bundled,
          name,
          `import * as door from "${door}";\nif (Object.keys(door).length === 0) throw new Error("it is empty");\n`,
        );
        return runFile(bundled, "bundle.mjs");
      });
    }
    await report(`a bundle of ${name}'s with the driver alone says what to install`, async () => {
      await bundle(bundled, name, mountProgram(`(error) => error.message`));
      return runFile(bundled, "bundle.mjs", /npm install keyed-store/);
    });
  }

  const whole = createFolder(shop, "adapters-whole", [...UMBRELLA, "@keyed-store/adapters"], { esbuild: "0.28.2" });
  await npmInstall(whole);
  for (const name of ["esbuild", "rolldown"]) {
    await report(`a bundle of ${name}'s with the driver and the store that it opens`, async () => {
      await bundle(whole, name, mountProgram(`(error) => error.stack`));
      return runFile(whole, "bundle.mjs", /^kept$/m);
    });
  }
}

/** @param {string} onError what to print of an error, as code */
function mountProgram(onError) {
  return `import createDriver from "@keyed-store/adapters/unstorage";
const main = async () => {
  const driver = createDriver(${MOUNT});
  await driver.setItem("k", "kept");
  console.log(await driver.getItem("k"));
  await driver.dispose();
};
main().catch((error) => console.log((${onError})(error)));
`;
}

/**
 * @param {string} directory
 * @param {string} name
 * @param {string} source
 */
async function bundle(directory, name, source) {
  writeFileSync(join(directory, "main.mjs"), source);
  await BUNDLERS[name]?.(directory, "bundle.mjs", "esm");
}

/**
 * @param {string} directory
 * @param {string} file
 * @param {string} source
 */
function runSource(directory, file, source) {
  writeFileSync(join(directory, file), source);
  return runFile(directory, file);
}

/**
 * @param {string} directory
 * @param {string} file
 * @param {RegExp} [expected] of what it prints
 */
async function runFile(directory, file, expected = /^/) {
  const { code, output } = await node([file], { cwd: directory, env: consumerEnvironment() });
  return code === 0 && expected.test(output)
    ? []
    : [`it ended with ${code}, where ${expected} was expected\n${output}`];
}

/**
 * The names of all packages that are installed.
 *
 * @param {string} directory
 * @returns {string[]}
 */
function listPackages(directory) {
  const modules = join(directory, "node_modules");
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}
