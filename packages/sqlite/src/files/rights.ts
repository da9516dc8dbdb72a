import { chmodSync, closeSync, constants, fchmodSync, fchownSync, lstatSync, openSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { isDeniedByNode } from "./denied-by-node.js";

/** Who may use what is made for a store (KS-SEC-1). */
export interface Rights {
  readonly file: number;
  readonly directory: number;
  /** To whom root gives it, as SQLite does with what it makes; undefined for everybody but root, who can give nothing away. */
  readonly owner: Owner | undefined;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The rights of what is made in a directory. */
export function rightsIn(directory: string): Rights {
  return rights(statOf(directory));
}

/** The rights of what is made beside a database, or of the database itself where there is none yet. */
export function rightsBeside(database: string): Rights {
  return rights(statOf(database) ?? statOf(dirname(database)));
}

/** Gives an open file that was made just now its rights, whatever the umask took from them. */
export function grant(descriptor: number, path: string, { file, owner }: Rights): void {
  if (process.platform === "win32") return;
  give(descriptor, owner);
  try {
    fchmodSync(descriptor, file);
  } catch (error) {
    if (!isDeniedByNode(error)) throw error;
    chmodSync(path, file);
  }
}

/** The same for a directory that was made just now. */
export function grantDirectory(path: string, { directory, owner }: Rights): void {
  if (process.platform === "win32") return;
  chmodSync(path, directory);
  if (owner === undefined) return;
  // Nobody is to lead root elsewhere meanwhile.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    give(descriptor, owner);
  } finally {
    closeSync(descriptor);
  }
}

function rights(like: Stats | undefined): Rights {
  const owner = process.geteuid?.() === 0 && like !== undefined ? { uid: like.uid, gid: like.gid } : undefined;
  return { file: 0o600, directory: 0o700, owner };
}

/** Where it cannot be given away, it is root's, who may be the only one there: as SQLite has it. */
function give(descriptor: number, owner: Owner | undefined): void {
  if (owner === undefined) return;
  try {
    fchownSync(descriptor, owner.uid, owner.gid);
  } catch {}
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
