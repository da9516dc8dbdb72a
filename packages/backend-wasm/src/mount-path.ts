import type { Host, Mount } from "./host.js";

const DIRECTORY = "/store";

/** The path under which SQLite opens a mounted database. */
export function mountPath(name: string): string {
  return `${DIRECTORY}/${name}`;
}

/** What a path inside the engine stands for. */
export type Place =
  | { readonly kind: "database" | "log" | "journal"; readonly mount: Mount; readonly name: string }
  | { readonly kind: "directory"; readonly mount: Mount }
  | { readonly kind: "random" }
  | { readonly kind: "nowhere" };

const SUFFIXES = [
  ["database", ""],
  ["log", "-wal"],
  ["journal", "-journal"],
] as const;

/** Resolves a path inside the engine. There is nothing but the database, its log, its journal and their directory. */
export function placeOf({ mount }: Host, path: string): Place {
  if (path === "/dev/urandom") return { kind: "random" };
  if (mount === undefined) return { kind: "nowhere" };
  if (path === DIRECTORY) return { kind: "directory", mount };
  for (const [kind, suffix] of SUFFIXES) {
    const name = mount.name + suffix;
    if (path === mountPath(name)) return { kind, mount, name };
  }
  return { kind: "nowhere" };
}
