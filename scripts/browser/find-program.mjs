import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The program that an environment variable names, or the first of these names that is installed: in one of `places`, or where the
 * system looks for programs. Undefined where there is none.
 *
 * @param {string} variable
 * @param {readonly string[]} names
 * @param {readonly string[]} places
 */
export function findProgram(variable, names, places) {
  const everywhere = [...places, ...(process.env["PATH"] ?? "").split(delimiter)];
  return (
    process.env[variable] ?? everywhere.flatMap((place) => names.map((name) => join(place, name))).find(existsSync)
  );
}
