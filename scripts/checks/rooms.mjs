import { dirname, posix } from "node:path";
import { listFiles, packageDirectories, read } from "./files.mjs";
import { listDoorSources } from "./portable.mjs";

const RELATIVE_IMPORT = /^(?:import|export)\b[^;]*?from "(\.[^"]+)"|^import "(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm;
const MOST_LOOSE = 8;
const MOST_IN_FOLDER = 20;

/**
 * The source of a package lies in folders of a few files each, and imports between files, and between folders, point one way. A
 * folder and the one above it are two. Only the doors, such as `index.ts`, may import from everywhere.
 */
export function checkRooms() {
  return packageDirectories().flatMap((directory) => {
    const source = `${directory}/src`;
    const paths = listFiles(source);
    const imports = readImports(paths);
    return [
      ...findCrowdedFolders(source, paths),
      ...findCircles(imports).map((circle) => `${directory}: files import each other: ${circle.join(", ")}`),
      ...findCircles(toFolderGraph(imports, listDoorSources(directory))).map(
        (circle) => `${directory}: folders import each other: ${circle.join(", ")}`,
      ),
    ];
  });
}

/**
 * @param {string} source
 * @param {readonly string[]} paths
 */
function findCrowdedFolders(source, paths) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts]
    .map(([folder, count]) => ({ folder, count, most: folder === source ? MOST_LOOSE : MOST_IN_FOLDER }))
    .filter(({ count, most }) => count > most)
    .map(({ folder, count, most }) => `${folder}: ${count} files, over ${most}`);
}

/**
 * What each file imports of the same package.
 *
 * @param {readonly string[]} paths
 * @returns {Map<string, Set<string>>}
 */
function readImports(paths) {
  const known = new Set(paths);
  return new Map(
    paths.map((path) => {
      const targets = [...read(path).matchAll(RELATIVE_IMPORT)].map(([, a, b, c]) =>
        posix.join(dirname(path), a ?? b ?? c ?? "").replace(/\.js$/, ".ts"),
      );
      return [path, new Set(targets.filter((target) => known.has(target)))];
    }),
  );
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports
 * @param {readonly string[]} doors files that do not count
 */
function toFolderGraph(imports, doors) {
  /** @type {Map<string, Set<string>>} */
  const folders = new Map([...imports.keys()].map((path) => [dirname(path), new Set()]));
  for (const [path, targets] of imports) {
    if (doors.includes(path)) continue;
    for (const target of targets)
      if (dirname(target) !== dirname(path)) folders.get(dirname(path))?.add(dirname(target));
  }
  return folders;
}

/**
 * The groups of nodes that reach each other.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph
 */
function findCircles(graph) {
  const reach = new Map([...graph.keys()].map((node) => [node, findReachable(graph, node)]));
  const seen = new Set();
  return [...graph.keys()].flatMap((node) => {
    if (seen.has(node) || reach.get(node)?.has(node) !== true) return [];
    const circle = [...graph.keys()].filter((other) => reach.get(node)?.has(other) && reach.get(other)?.has(node));
    for (const member of circle) seen.add(member);
    return [circle];
  });
}

/**
 * All that can be reached from a node by one arrow or more.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph
 * @param {string} start
 */
function findReachable(graph, start) {
  /** @type {Set<string>} */
  const found = new Set();
  const pending = [...(graph.get(start) ?? [])];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    pending.push(...(graph.get(node) ?? []));
  }
  return found;
}
