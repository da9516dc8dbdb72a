import { parseModule } from "./parse-module.mjs";

/**
 * Where a name that stands in a file is declared.
 *
 * @param {string} file from the root
 * @param {string} name
 * @returns {import("./parse-module.mjs").Module | undefined} nothing where it is none of ours
 */
export function findModule(file, name) {
  const place = parseModule(file);
  if (place.declared.has(name)) return place;
  const from = place.passedOn.get(name) ?? place.imported.get(name);
  return from !== undefined && /\.ts$/.test(from) ? findModule(from, name) : undefined;
}
