import { dirname, join, posix } from "node:path";
import { root } from "../run.mjs";
import { listFiles, packageDirectories, read } from "./files.mjs";

/** What a host without Node's modules loads: the packages that have a portable part, and the doors to it. */
const PORTABLE_DOORS = [
  "packages/core/dist/index.js",
  "packages/sqlite/dist/portable.js",
  "packages/backend-wasm/dist/portable.js",
  "packages/backend-browser/dist/index.js",
  "packages/backend-browser/dist/worker.js",
  "packages/backend-browser/dist/standalone.js",
  "packages/conformance/dist/portable/index.js",
];
/** What the suite stands on. */
const LIBRARIES = /\/node_modules\/(?:fast-check|pure-rand)\//;
const PORTABLE_PACKAGES = new Set(PORTABLE_DOORS.map((door) => door.split("/").slice(0, 2).join("/")));

const IMPORT = /\b(?:from|import\(|import) ?"([^"]+)"/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
/** What only Node has, where the host is not asked for it first. */
const NODE_GLOBAL =
  /(?<![\w.$])(?:process(?=\??\.[a-zA-Z]|\?*\.?\[)|typeof process|Buffer\b|__filename|__dirname|require\()/g;
/** A module of Node's for which the host is asked, and done without where there is none. */
const GUARDED_MODULE = /globalThis\.process\?\.getBuiltinModule\?\.\("node:\w+"\)/g;

/**
 * Modules and globals of Node stand in the room `src/node` of a package, into which only its doors lead. What a browser loads is
 * bundled for one, and has nothing of Node, and of nobody but us.
 */
export async function checkPortable() {
  return [
    ...packageDirectories()
      .filter((directory) => PORTABLE_PACKAGES.has(directory))
      .flatMap((directory) => findNodeOutsideItsRoom(directory)),
    ...(await bundleForBrowser()),
  ];
}

/** @param {string} directory of a package */
function findNodeOutsideItsRoom(directory) {
  const room = `${directory}/src/node/`;
  const doors = listDoorSources(directory);
  return listFiles(`${directory}/src`)
    .filter((path) => !path.startsWith(room))
    .flatMap((path) => {
      const code = read(path).replace(COMMENT, "");
      const isNodeDoor = doors.includes(path) && !path.endsWith("/portable.ts");
      const imports = [...code.matchAll(IMPORT)].map(([, target = ""]) => target);
      return [
        ...imports.filter((target) => target.startsWith("node:")).map((target) => `imports ${target}`),
        ...imports
          .filter((target) => !isNodeDoor && posix.join(dirname(path), target).startsWith(room))
          .map((target) => `imports ${target} of the room of Node`),
        ...[...code.matchAll(NODE_GLOBAL)].map(([name]) => `uses "${name}", which only Node has`),
      ].map((problem) => `${path}: ${problem}`);
    });
}

/**
 * The source files that a package's manifest leads to.
 *
 * @param {string} directory
 * @returns {string[]}
 */
export function listDoorSources(directory) {
  /** @type {{ exports?: Record<string, string | { default: string }> }} */
  const { exports = {} } = JSON.parse(read(`${directory}/package.json`));
  return Object.values(exports).flatMap((door) =>
    typeof door === "string"
      ? []
      : [posix.join(directory, door.default.replace("./dist/", "src/").replace(/\.js$/, ".ts"))],
  );
}

async function bundleForBrowser() {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(PORTABLE_DOORS.map((door) => [door.replace(/^packages\/|\.js$/g, ""), join(root, door)])),
    platform: "browser",
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  const ours = new Set(output.map(({ fileName }) => fileName));
  return output.flatMap((file) => {
    if (file.type !== "chunk") return [`${file.fileName} is no code`];
    const imports = [...file.imports, ...file.dynamicImports].filter((each) => !ours.has(each));
    const strangers = file.moduleIds.filter(
      (id) =>
        id.startsWith("/") &&
        !LIBRARIES.test(id) &&
        ![...PORTABLE_PACKAGES].some((each) => id.startsWith(join(root, each, "dist/"))),
    );
    const mentions = file.code.replace(GUARDED_MODULE, "").includes('"node:') ? ['"node:'] : [];
    return [
      ...imports.map((each) => `imports ${each}`),
      ...strangers.map((each) => `has ${each} in it`),
      ...mentions.map((each) => `mentions ${each}`),
    ].map((problem) => `bundled for a browser, ${file.name} ${problem}`);
  });
}
