import { chmodSync, closeSync, constants, fchmodSync, fchownSync, lstatSync, openSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { isDeniedByPermissionModel } from "../../files/is-denied-by-permission-model.js";
import { supportsFileModes } from "./privacy.js";

/** Who may use what is made for a store (KS-SEC-1). */
export interface FilePermissions {
  readonly fileMode: number;
  readonly directoryMode: number;
  /** To whom root gives it, as SQLite does with what it makes; undefined for everybody but root, who can give nothing away. */
  readonly owner: FileOwner | undefined;
}

interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

const PRIVATE: FilePermissions = { fileMode: 0o600, directoryMode: 0o700, owner: undefined };

/** A directory in which all that is made belongs to its group, and in which the group may make something: it is meant to. */
const GROUP_MODE = 0o2070;

/** The rights of what is made in a directory. Where it is set up for a group (mode 2770), the group has them too. */
export function derivePermissionsFromDirectory(directory: string): FilePermissions {
  if (!supportsFileModes()) return PRIVATE;
  const stat = statUnlessOnWindows(directory);
  return derivePermissionsFromStats(stat, stat);
}

/** The rights of what is made beside a database, or of the database itself where there is none yet. */
export function derivePermissionsFromDatabase(databasePath: string): FilePermissions {
  if (!supportsFileModes()) return PRIVATE;
  const directoryStat = statUnlessOnWindows(dirname(databasePath));
  return derivePermissionsFromStats(directoryStat, statUnlessOnWindows(databasePath) ?? directoryStat);
}

/** Sets the rights of an open file that was made just now, whatever the umask. */
export function applyFilePermissions(descriptor: number, filePath: string, { fileMode, owner }: FilePermissions): void {
  if (!supportsFileModes()) return;
  changeOwnerIfPossible(descriptor, owner);
  try {
    fchmodSync(descriptor, fileMode);
  } catch (error) {
    if (!isDeniedByPermissionModel(error)) throw error;
    chmodSync(filePath, fileMode);
  }
}

/** The same for a directory that was made just now. */
export function applyDirectoryPermissions(directoryPath: string, { directoryMode, owner }: FilePermissions): void {
  if (!supportsFileModes()) return;
  chmodSync(directoryPath, directoryMode);
  if (owner === undefined) return;
  // Nobody is to lead root elsewhere meanwhile.
  const descriptor = openSync(directoryPath, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    changeOwnerIfPossible(descriptor, owner);
  } finally {
    closeSync(descriptor);
  }
}

function derivePermissionsFromStats(
  directoryStat: Stats | undefined,
  ownerModelStat: Stats | undefined,
): FilePermissions {
  const owner =
    process.geteuid?.() === 0 && ownerModelStat !== undefined
      ? { uid: ownerModelStat.uid, gid: ownerModelStat.gid }
      : undefined;
  if (directoryStat === undefined || (directoryStat.mode & GROUP_MODE) !== GROUP_MODE) return { ...PRIVATE, owner };
  return { fileMode: 0o660, directoryMode: 0o2770, owner: owner && { ...owner, gid: directoryStat.gid } };
}

/** Where the owner cannot be changed, the file stays root's, who may be the only user: as with SQLite. */
function changeOwnerIfPossible(descriptor: number, owner: FileOwner | undefined): void {
  if (owner === undefined) return;
  try {
    fchownSync(descriptor, owner.uid, owner.gid);
  } catch {}
}

/** On Windows, which has neither modes nor owners of this kind, nobody needs to be asked. */
function statUnlessOnWindows(path: string): Stats | undefined {
  return process.platform === "win32" ? undefined : lstatSync(path, { throwIfNoEntry: false });
}
