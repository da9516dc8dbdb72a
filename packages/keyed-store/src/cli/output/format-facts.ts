import { displayWidth } from "./display-width.js";

/** Pairs of a name and what is said of it, one line each, in two columns. */
export function formatFacts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => displayWidth(name)));
  return pairs.map(([name, value]) => `${name}${" ".repeat(width - displayWidth(name))}  ${value}\n`).join("");
}
