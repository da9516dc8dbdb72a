import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "../run.mjs";
import { packageDirectories, read } from "./files.mjs";

const REEXPORT = /^export (?:type )?\{([^}]*)\} from "(\.[^"]+)";/gm;
const STAR = /^export (?:type )?\*/m;

/**
 * Every name that a package's doors give away has a docstring. It reads the emitted declarations, which keep the
 * comments, and follows the named re-exports to where each name is declared.
 */
export function checkDocstrings() {
  return packageDirectories().flatMap((directory) => {
    /** @type {{ exports: Record<string, string | { types: string }> }} */
    const { exports } = JSON.parse(read(`${directory}/package.json`));
    const doors = Object.values(exports).flatMap((door) =>
      typeof door === "string" ? [] : [posix.join(directory, door.types)],
    );
    return doors.flatMap((door) => (existsSync(join(root, door)) ? findUndocumented(door) : [`${door} is missing`]));
  });
}

/**
 * @param {string} file
 * @param {ReadonlySet<string>} [names] the names asked for; all that it exports where absent
 * @returns {string[]}
 */
function findUndocumented(file, names) {
  const text = read(file);
  if (STAR.test(text)) return [`${file}: exports with a star; list the names`];
  const passedOn = [...text.matchAll(REEXPORT)].flatMap(([, list = "", from = ""]) => {
    const wanted = parseExports(list).filter((name) => names?.has(name) ?? true);
    const target = posix.join(posix.dirname(file), from.replace(/\.js$/, ".d.ts"));
    return wanted.length === 0 ? [] : findUndocumented(target, new Set(wanted));
  });
  const declared = [
    ...text.matchAll(/^export (?:declare )?(?:abstract )?(?:function|const|class|interface|type|enum) (\w+)/gm),
  ];
  const own = declared
    .filter(([, name = ""]) => names?.has(name) ?? true)
    // Of overloads, the first carries the docstring.
    .filter(([, name], index, all) => all.findIndex(([, other]) => other === name) === index)
    .filter(({ index }) => !text.slice(0, index).trimEnd().endsWith("*/"))
    .map(([, name]) => `${file}: ${name} has no docstring`);
  return [...passedOn, ...own];
}

/**
 * The names in `a, type B, c as d`, as they are called where they are declared.
 *
 * @param {string} list
 */
function parseExports(list) {
  return list
    .split(",")
    .map((item) =>
      item
        .trim()
        .replace(/^type /, "")
        .replace(/ as .*$/, ""),
    )
    .filter((name) => name !== "");
}
