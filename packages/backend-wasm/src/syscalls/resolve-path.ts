import type { DatabaseLocation, SyscallContext } from "./syscall-context.js";

const DATABASE_DIRECTORY = "/store";
const VACUUM_DIRECTORY = "/copy";

/** The path under which SQLite opens the database. */
export function databasePath(name: string): string {
  return `${DATABASE_DIRECTORY}/${name}`;
}

/** The path under which SQLite writes the copy that `VACUUM INTO` makes. */
export function vacuumTargetPath(name: string): string {
  return `${VACUUM_DIRECTORY}/${name}`;
}

/** What a path inside the engine stands for. */
export type ResolvedPath =
  | { readonly kind: "database" | "log" | "journal"; readonly location: DatabaseLocation; readonly name: string }
  | { readonly kind: "directory"; readonly location: DatabaseLocation }
  | { readonly kind: "random" }
  | { readonly kind: "nowhere" };

const SUFFIXES = [
  ["database", ""],
  ["log", "-wal"],
  ["journal", "-journal"],
] as const;

/**
 * Resolves a path inside the engine. There is nothing but the database, its log, its journal and their directory, and
 * the same of the target of `VACUUM INTO` while one is written.
 */
export function resolvePath({ database, vacuumTarget }: SyscallContext, path: string): ResolvedPath {
  if (path === "/dev/urandom") return { kind: "random" };
  return (
    resolveIn(database, DATABASE_DIRECTORY, path) ??
    resolveIn(vacuumTarget, VACUUM_DIRECTORY, path) ?? { kind: "nowhere" }
  );
}

function resolveIn(location: DatabaseLocation | undefined, directory: string, path: string): ResolvedPath | undefined {
  if (location === undefined) return undefined;
  if (path === directory) return { kind: "directory", location };
  for (const [kind, suffix] of SUFFIXES) {
    const name = location.name + suffix;
    if (path === `${directory}/${name}`) return { kind, location, name };
  }
  return undefined;
}
