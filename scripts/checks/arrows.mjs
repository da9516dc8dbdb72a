import { posix } from "node:path";
import { listFiles, packageDirectories, read } from "./files.mjs";
import { checkRooms } from "./rooms.mjs";

const IMPORT = /^(?:import|export)\b[^;]*?from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;

/** What is part of the files that a package publishes, so that whoever installs it needs nothing of that. */
const BUILT_IN = new Map([["@keyed-store/backend-browser", ["@keyed-store/sqlite", "@keyed-store/backend-wasm"]]]);

/**
 * Arrows point one way: between packages, between the folders of a package, and between its files. A source file imports what its
 * package declares and nothing else, packages reach each other through their doors, and core imports no package and no
 * module of Node.
 */
export function checkArrows() {
  return [...checkPackages(), ...checkRooms()];
}

function checkPackages() {
  return packageDirectories().flatMap((directory) => {
    /** @type {{ name: string, dependencies?: object, peerDependencies?: object }} */
    const manifest = JSON.parse(read(`${directory}/package.json`));
    const declared = new Set([
      ...Object.keys(manifest.dependencies ?? {}),
      ...Object.keys(manifest.peerDependencies ?? {}),
      ...(BUILT_IN.get(manifest.name) ?? []),
    ]);
    const ordered = [...declared]
      .filter((name) => BUILT_IN.get(manifest.name)?.includes(name) !== true && rank(name) >= rank(manifest.name))
      .map((name) => `${directory}: must not depend on ${name}`);
    return [
      ...ordered,
      ...listFiles(`${directory}/src`).flatMap((path) => findStrayImports(path, manifest.name, declared)),
    ];
  });
}

/**
 * Where a package stands: arrows go to a lower rank. What is not ours has none.
 *
 * @param {string} name
 */
function rank(name) {
  if (name === "@keyed-store/core") return 0;
  if (name === "@keyed-store/adapters") return 4;
  if (name === "@keyed-store/sqlite" || name === "@keyed-store/conformance") return 1;
  if (name.startsWith("@keyed-store/")) return 2;
  return name === "keyed-store" ? 3 : -1;
}

/**
 * @param {string} path
 * @param {string} packageName
 * @param {ReadonlySet<string>} declared
 */
function findStrayImports(path, packageName, declared) {
  return [...read(path).matchAll(IMPORT)].flatMap(([, a, b, c]) => {
    const target = a ?? b ?? c ?? "";
    if (target.startsWith("./") || target.startsWith("../")) return [];
    if (target.startsWith("node:"))
      return packageName === "@keyed-store/core" ? [`${path}: core must not import ${target}`] : [];
    const name = target
      .split("/")
      .slice(0, target.startsWith("@") ? 2 : 1)
      .join("/");
    if (!declared.has(name)) return [`${path}: imports ${target}, which its package does not declare`];
    return name.startsWith("@keyed-store/") && !listDoorNames(name).includes(target)
      ? [`${path}: ${target} goes past the door of ${name}`]
      : [];
  });
}

/**
 * The names by which the doors of a package of ours are imported.
 *
 * @param {string} name
 */
function listDoorNames(name) {
  /** @type {{ exports: Record<string, unknown> }} */
  const { exports } = JSON.parse(read(`packages/${name.replace("@keyed-store/", "")}/package.json`));
  return Object.keys(exports)
    .filter((door) => !door.endsWith(".json"))
    .map((door) => posix.join(name, door));
}
