import { readFileSync } from "node:fs";

const IMPORT = /^import .* from "(\.\.?\/[^"]+)";$/gm;

/**
 * One script of a module and those that it imports, in the order in which they need each other. The names at their tops are all
 * different, since they come to stand beside each other.
 */
export function joinScriptModules(entryModule: URL): string {
  const joined = new Map<string, string>();
  const add = (module: URL): void => {
    if (joined.has(module.href)) return;
    const text = readFileSync(module, "utf8");
    joined.set(module.href, "");
    for (const [, target = ""] of text.matchAll(IMPORT)) add(new URL(target, module));
    // A module is put where all that it needs is before it.
    joined.delete(module.href);
    joined.set(module.href, text.replaceAll(IMPORT, "").replaceAll(/^export (?:\{\};$)?/gm, ""));
  };
  add(entryModule);
  return [...joined.values()].join("");
}
