import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The URL of a package or of a file beside this one, for processes that resolve names from elsewhere. */
export function resolved(specifier: string): string {
  return pathToFileURL(createRequire(import.meta.url).resolve(specifier)).href;
}
