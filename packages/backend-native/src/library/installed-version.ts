import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findRequireThatResolves } from "@keyed-store/sqlite";
import { thisFile } from "./this-file.js";

/** A version of better-sqlite3, such as `12.4.1`. */
export type LibraryVersion = string;

/** What was found: the host is judged by it, and then it is loaded. */
let found: LibraryVersion | undefined;

/** The version of the installed better-sqlite3, read without loading any of it, and once; undefined where there is none. */
export function readInstalledLibraryVersion(): LibraryVersion | undefined {
  found ??= findInstalledLibraryVersion();
  return found;
}

function findInstalledLibraryVersion(): LibraryVersion | undefined {
  const entry = findRequireThatResolves("better-sqlite3", thisFile)?.resolve("better-sqlite3");
  return entry === undefined ? undefined : findLibraryVersionAtOrAbove(dirname(entry));
}

/** Looks upwards, for a package need not let its manifest be resolved by name. */
function findLibraryVersionAtOrAbove(directory: string): LibraryVersion | undefined {
  const manifest = readPackageManifest(join(directory, "package.json"));
  if (manifest?.["name"] === "better-sqlite3") return String(manifest["version"]);
  return dirname(directory) === directory ? undefined : findLibraryVersionAtOrAbove(dirname(directory));
}

function readPackageManifest(manifestPath: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(manifestPath, "utf8"));
  } catch {
    return undefined;
  }
}
