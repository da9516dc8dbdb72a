import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The version of the installed better-sqlite3, read without loading any of it; undefined where there is none. */
export function installedVersion(): string | undefined {
  const entry = resolveEntry();
  return entry === undefined ? undefined : versionAbove(dirname(entry));
}

function resolveEntry(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("better-sqlite3");
  } catch {
    return undefined;
  }
}

/** Looks upwards, for a package need not let its manifest be resolved by name. */
function versionAbove(directory: string): string | undefined {
  const manifest = readManifest(join(directory, "package.json"));
  if (manifest?.["name"] === "better-sqlite3") return String(manifest["version"]);
  return dirname(directory) === directory ? undefined : versionAbove(dirname(directory));
}

function readManifest(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
