import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tool } from "../run.mjs";
import { FILES_URL } from "./links.mjs";

/** What has to stand in each README, for whoever sees nothing else of the project. */
const NEEDED = { "how to install it": "npm install ", "a link to the contract": `${FILES_URL}docs/contract.md` };

/**
 * What is wrong with what a package's page on a registry will show: where it comes from, its README, and files that lead nowhere.
 *
 * @param {string} directory of the package, from the root
 * @param {string} unpacked where its tarball was unpacked
 */
export function checkPublished(directory, unpacked) {
  const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"));
  const readme = readFileSync(join(unpacked, "README.md"), "utf8");
  const missing = ["description", "keywords", "homepage", "bugs", "repository", "license"]
    .filter((name) => manifest[name] === undefined)
    .map((name) => `the manifest has no ${name}`);
  const place = manifest.repository?.directory === directory ? [] : [`repository.directory is not ${directory}`];
  const lacks = Object.entries(NEEDED)
    .filter(([, text]) => !readme.includes(text))
    .map(([what]) => `README.md does not have ${what}`);
  // That absolute ones lead somewhere is checked with all links.
  const relative = [...readme.matchAll(/\]\((?!https:|#)([^)]+)\)/g)].map(
    ([, target]) => `README.md: ${target} leads nowhere outside of this repository`,
  );
  return [...missing, ...place, ...lacks, ...relative, ...findMaps(unpacked)];
}

/** @param {string} unpacked */
function findMaps(unpacked) {
  const files = readdirSync(unpacked, { recursive: true, encoding: "utf8" });
  return [
    ...files.filter((file) => file.endsWith(".map")).map((file) => `${file} is a map of sources that are not there`),
    ...files
      .filter((file) => /\.(js|ts)$/.test(file) && readFileSync(join(unpacked, file), "utf8").includes("//# sourceMap"))
      .map((file) => `${file} points to a source map, and there is none`),
  ];
}

/**
 * A program on `keyed-store` compiles with the libraries that its target brings, every declaration checked, with the types of Node and without.
 *
 * @param {string} place where the packages are unpacked
 */
export async function checkDefaultLibraries(place) {
  writeFileSync(
    join(place, "program.ts"),
    [
      'import { openMemoryStore, openStateStore, type StateStore } from "keyed-store";',
      "export async function use(): Promise<StateStore> {",
      '  const store = await openStateStore({ directory: "./state" });',
      '  await store.openKeyedStore<number>({ namespace: "n", maxEntries: 5 }).register("a", 1);',
      "  await store.close();",
      "  return openMemoryStore();",
      "}",
    ].join("\n"),
  );
  const options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022"];
  const ways = [
    ["--module", "nodenext"],
    ["--module", "nodenext", "--types", "node"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
  ];
  const results = await Promise.all(
    ways.map((way) => tool("typescript", [...options, ...way, join(place, "program.ts")], { command: "tsc" })),
  );
  return results.filter(({ code }) => code !== 0).map(({ output }) => output);
}
