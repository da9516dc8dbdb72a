import { measureDisplayWidth } from "./measure-display-width.js";

/** Pairs of a name and what is said of it, one line each, in two columns. */
export function formatAlignedPairs(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => measureDisplayWidth(name)));
  return pairs.map(([name, value]) => `${name}${" ".repeat(width - measureDisplayWidth(name))}  ${value}\n`).join("");
}
