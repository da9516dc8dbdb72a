import type { Host, Mount } from "./syscall-context.js";

const STORE = "/store";
const COPY = "/copy";

/** The path under which SQLite opens a mounted database. */
export function mountPath(name: string): string {
  return `${STORE}/${name}`;
}

/** The path under which SQLite writes a copy of it. */
export function copyPath(name: string): string {
  return `${COPY}/${name}`;
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

/**
 * Resolves a path inside the engine. There is nothing but the database, its log, its journal and their directory, and
 * the same of the copy while one is written.
 */
export function placeOf({ mount, copy }: Host, path: string): Place {
  if (path === "/dev/urandom") return { kind: "random" };
  return placeIn(mount, STORE, path) ?? placeIn(copy, COPY, path) ?? { kind: "nowhere" };
}

function placeIn(mount: Mount | undefined, directory: string, path: string): Place | undefined {
  if (mount === undefined) return undefined;
  if (path === directory) return { kind: "directory", mount };
  for (const [kind, suffix] of SUFFIXES) {
    const name = mount.name + suffix;
    if (path === `${directory}/${name}`) return { kind, mount, name };
  }
  return undefined;
}
