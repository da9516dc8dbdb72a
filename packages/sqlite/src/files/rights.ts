import { chmodSync, closeSync, constants, fchmodSync, fchownSync, lstatSync, openSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { isDeniedByNode } from "./denied-by-node.js";
import { keepsModes } from "./privacy.js";

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

const PRIVATE: Rights = { file: 0o600, directory: 0o700, owner: undefined };

/** A directory in which all that is made belongs to its group, and in which the group may make something: it is meant to. */
const GROUP_MODE = 0o2070;

/** The rights of what is made in a directory. Where it is set up for a group (mode 2770), the group has them too. */
export function rightsIn(directory: string): Rights {
  if (!keepsModes()) return PRIVATE;
  const stat = statOf(directory);
  return computeRights(stat, stat);
}

/** The rights of what is made beside a database, or of the database itself where there is none yet. */
export function rightsBeside(database: string): Rights {
  if (!keepsModes()) return PRIVATE;
  const directory = statOf(dirname(database));
  return computeRights(directory, statOf(database) ?? directory);
}

/** Sets the rights of an open file that was made just now, whatever the umask. */
export function applyRights(descriptor: number, path: string, { file, owner }: Rights): void {
  if (!keepsModes()) return;
  changeOwner(descriptor, owner);
  try {
    fchmodSync(descriptor, file);
  } catch (error) {
    if (!isDeniedByNode(error)) throw error;
    chmodSync(path, file);
  }
}

/** The same for a directory that was made just now. */
export function applyDirectoryRights(path: string, { directory, owner }: Rights): void {
  if (!keepsModes()) return;
  chmodSync(path, directory);
  if (owner === undefined) return;
  // Nobody is to lead root elsewhere meanwhile.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    changeOwner(descriptor, owner);
  } finally {
    closeSync(descriptor);
  }
}

function computeRights(directory: Stats | undefined, model: Stats | undefined): Rights {
  const owner = process.geteuid?.() === 0 && model !== undefined ? { uid: model.uid, gid: model.gid } : undefined;
  if (directory === undefined || (directory.mode & GROUP_MODE) !== GROUP_MODE) return { ...PRIVATE, owner };
  return { file: 0o660, directory: 0o2770, owner: owner && { ...owner, gid: directory.gid } };
}

/** Where the owner cannot be changed, the file stays root's, who may be the only user: as with SQLite. */
function changeOwner(descriptor: number, owner: Owner | undefined): void {
  if (owner === undefined) return;
  try {
    fchownSync(descriptor, owner.uid, owner.gid);
  } catch {}
}

/** On Windows, which has neither modes nor owners of this kind, nobody needs to be asked. */
function statOf(path: string): Stats | undefined {
  return process.platform === "win32" ? undefined : lstatSync(path, { throwIfNoEntry: false });
}
