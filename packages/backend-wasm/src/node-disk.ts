import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Disk, DiskFile, DiskOpenOptions, DiskStat } from "./disk.js";
import { DiskError } from "./disk-error.js";
import { transferFully } from "./transfer-fully.js";

const PRIVATE = 0o600;
const FOLLOWS_LINKS = constants.O_NOFOLLOW === undefined;

/** A directory of the operating system, found once: links on the way to it are followed now and never again. */
export function nodeDisk(path: string): Disk {
  const directory = realpathSync(path);
  return {
    open: (name, options) => openFile(join(directory, name), options),
    stat(name) {
      const stat = lstatSync(join(directory, name), { bigint: true, throwIfNoEntry: false });
      return stat && describe(stat);
    },
    unlink: (name) => unlinkSync(join(directory, name)),
    syncDirectory: () => syncDirectory(directory),
  };
}

function openFile(path: string, { write, create, exclusive }: DiskOpenOptions): DiskFile {
  if (FOLLOWS_LINKS) refuseLink(path);
  const flags =
    (write ? constants.O_RDWR : constants.O_RDONLY) |
    (create ? constants.O_CREAT : 0) |
    (exclusive ? constants.O_EXCL : 0) |
    (constants.O_NOFOLLOW ?? 0) |
    // A pipe planted in place of the file would otherwise block here until somebody writes to it.
    (constants.O_NONBLOCK ?? 0);
  const handle = openSync(path, flags, PRIVATE);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw new DiskError("EINVAL", `not a regular file, open '${path}'`);
    // The umask may have taken the owner's own rights from a file that was created just now.
    if (create && stat.size === 0 && (stat.mode & 0o777) !== PRIVATE) fchmodSync(handle, PRIVATE);
  } catch (error) {
    closeSync(handle);
    throw error;
  }
  return fileOf(handle);
}

function fileOf(handle: number): DiskFile {
  return {
    read: (bytes, offset, length, position) => transferFully(readSync, handle, bytes, offset, length, position),
    write(bytes, offset, length, position) {
      if (transferFully(writeSync, handle, bytes, offset, length, position) < length) {
        throw new DiskError("EIO", "the system wrote nothing and gave no reason, write");
      }
    },
    truncate: (size) => ftruncateSync(handle, size),
    sync: () => fsyncSync(handle),
    stat: () => describe(fstatSync(handle, { bigint: true })),
    chown: (uid, gid) => fchownSync(handle, uid, gid),
    close: () => closeSync(handle),
  };
}

/** The next best thing on Windows, where a file cannot be opened without following links. */
function refuseLink(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink() === true) throw new DiskError("ELOOP", `a symbolic link, open '${path}'`);
}

function syncDirectory(directory: string): void {
  // Windows keeps names by itself and cannot flush a directory.
  if (process.platform === "win32") return;
  const handle = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function describe(stat: BigIntStats): DiskStat {
  return {
    kind: stat.isFile() ? "file" : stat.isDirectory() ? "directory" : stat.isSymbolicLink() ? "symlink" : "other",
    size: Number(stat.size),
    device: stat.dev,
    inode: stat.ino,
    links: Number(stat.nlink),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
  };
}
