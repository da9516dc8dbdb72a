import { readFileSync } from "node:fs";

const IMPORT = /^import .* from "(\.\/[^"]+)";$/gm;

/**
 * One script of a module and those that it imports, all from one folder, in the order in which they need each other. The names at their
 * tops are all different, since they come to stand beside each other.
 */
export function joinScriptModules(folder: URL, entryFileName: string): string {
  const joined = new Map<string, string>();
  const add = (name: string): void => {
    if (joined.has(name)) return;
    const text = readFileSync(new URL(name, folder), "utf8");
    joined.set(name, "");
    for (const [, target = ""] of text.matchAll(IMPORT)) add(target.slice("./".length));
    // A name is put where all that it needs is before it.
    joined.delete(name);
    joined.set(name, text.replaceAll(IMPORT, "").replaceAll(/^export (?:\{\};$)?/gm, ""));
  };
  add(entryFileName);
  return [...joined.values()].join("");
}
