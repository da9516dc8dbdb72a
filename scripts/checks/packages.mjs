import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, root, tool } from "../run.mjs";
import { installTarballs, listDoors, pack } from "../tarballs.mjs";
import { checkDefaultLibraries, checkPublished } from "./published.mjs";

/**
 * @typedef {import("../tarballs.mjs").Packed} Packed
 * @typedef {import("../tarballs.mjs").Manifest} Manifest
 */

/**
 * The checks of what would be published. They work on the packed tarballs, so that what is missing from `files` or is
 * only true inside the workspace is found.
 *
 * @param {(name: string, check: () => Promise<string[]>) => Promise<void>} report
 */
export async function checkPackages(report) {
  const place = mkdtempSync(join(tmpdir(), "keyed-store-packages-"));
  try {
    const all = await pack(place);
    await Promise.all(
      all.map(async ({ name, tarball }) => {
        await report(`${name}: publint`, () => tarballCheck("publint", ["run", tarball, "--strict"]));
        await report(`${name}: types as Node, bundlers and old TypeScript resolve them`, () =>
          tarballCheck("@arethetypeswrong/cli", [
            tarball,
            // That they are ES modules, which not every require() takes, is so on purpose and said on a page.
            "--ignore-rules",
            "cjs-resolves-to-esm",
            // It has no types, as every program finds.
            ...(name === "@keyed-store/backend-browser" ? ["--exclude-entrypoints", "engine.wasm"] : []),
            "--no-definitely-typed",
            "--no-color",
          ]),
        );
      }),
    );
    await installTarballs(place, all);
    for (const packed of all)
      await report(`${packed.name}: packed, unpacked and imported`, () => importCheck(place, packed));
    await report("what is published shows where it comes from, and leads somewhere", async () =>
      all.flatMap(({ directory, name }) =>
        checkPublished(directory, join(place, "node_modules", name)).map((problem) => `${name}: ${problem}`),
      ),
    );
    await report("declarations compile without skipLibCheck", () => declarationCheck(place, all));
    await report("a program compiles with the libraries of its target, without skipLibCheck", () =>
      checkDefaultLibraries(place),
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 */
async function tarballCheck(name, args) {
  const { code, output } = await tool(name, args);
  return code === 0 ? [] : [output];
}

/**
 * @param {string} place
 * @param {Packed} packed
 */
async function importCheck(place, { name, manifest }) {
  const contents = readdirSync(join(place, "node_modules", name));
  const missing = ["README.md", "LICENSE", "dist"]
    .filter((file) => !contents.includes(file))
    .map((file) => `the tarball has no ${file}`);
  const surplus = contents.filter(
    (file) => !["README.md", "CHANGELOG.md", "LICENSE", "dist", "package.json"].includes(file),
  );
  const loose = Object.entries({ ...readManifest(place, name).dependencies }).filter(([, range]) =>
    String(range).startsWith("workspace:"),
  );

  const imported = await Promise.all(listDoors(manifest).map((door) => importDoor(place, door)));
  const commands = await Promise.all(
    Object.values(manifest.bin ?? {}).map((path) =>
      node([join(place, "node_modules", name, path), "--version"], { cwd: place }),
    ),
  );
  return [
    ...missing,
    ...surplus.map((file) => `the tarball has ${file}, which nobody needs`),
    ...loose.map(([other]) => `the packed manifest still points into the workspace for ${other}`),
    ...[...imported, ...commands].filter(({ code }) => code !== 0).map(({ output }) => output),
  ];
}

/**
 * @param {string} place
 * @param {string} door
 */
function importDoor(place, door) {
  // The program of a worker exports nothing.
  const least = door.endsWith("/worker") ? 0 : 1;
  const script = `const exports = Object.keys(await import(${JSON.stringify(door)})); if (exports.length < ${least}) throw new Error("no export");`;
  return node(["--input-type=module", "--eval", script], { cwd: place });
}

/**
 * @param {string} place
 * @param {string} name
 * @returns {Manifest}
 */
function readManifest(place, name) {
  return JSON.parse(readFileSync(join(place, "node_modules", name, "package.json"), "utf8"));
}

/**
 * @param {string} place
 * @param {readonly Packed[]} all
 */
async function declarationCheck(place, all) {
  const doors = all.flatMap(({ manifest }) => listDoors(manifest));
  const lines = doors.map((door, index) => `import * as door${index} from "${door}";\nexport { door${index} };`);
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  writeFileSync(join(place, "all.ts"), lines.join("\n"));
  symlinkSync(join(root, "node_modules", "@types"), join(place, "node_modules", "@types"), "junction");
  const options = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--types",
    "node",
  ];
  const { code, output } = await tool(
    "typescript",
    [...options, "--lib", "es2023,esnext.disposable", join(place, "all.ts")],
    { command: "tsc" },
  );
  return code === 0 ? [] : [output];
}
