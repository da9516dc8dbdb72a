import type { DatabaseLocation, SyscallContext } from "./syscall-context.js";

const DATABASE_DIRECTORY = "/store";
const VACUUM_DIRECTORY = "/copy";

/** The path under which SQLite opens the database. */
export function toEngineDatabasePath(fileName: string): string {
  return `${DATABASE_DIRECTORY}/${fileName}`;
}

/** The path under which SQLite writes the copy that `VACUUM INTO` makes. */
export function toEngineVacuumPath(fileName: string): string {
  return `${VACUUM_DIRECTORY}/${fileName}`;
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
export function resolveEnginePath({ database, vacuumTarget }: SyscallContext, enginePath: string): ResolvedPath {
  if (enginePath === "/dev/urandom") return { kind: "random" };
  return (
    resolveWithinEngineDirectory(database, DATABASE_DIRECTORY, enginePath) ??
    resolveWithinEngineDirectory(vacuumTarget, VACUUM_DIRECTORY, enginePath) ?? { kind: "nowhere" }
  );
}

function resolveWithinEngineDirectory(
  location: DatabaseLocation | undefined,
  engineDirectory: string,
  enginePath: string,
): ResolvedPath | undefined {
  if (location === undefined) return undefined;
  if (enginePath === engineDirectory) return { kind: "directory", location };
  for (const [kind, suffix] of SUFFIXES) {
    const name = location.name + suffix;
    if (enginePath === `${engineDirectory}/${name}`) return { kind, location, name };
  }
  return undefined;
}
