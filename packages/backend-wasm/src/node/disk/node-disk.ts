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
import { platform } from "node:process";
import { derivePermissionsFromDirectory } from "@keyed-store/sqlite";
import type { Disk, DiskFile, DiskOpenOptions, DiskStat } from "../../disk/disk.js";
import { DiskError } from "../../disk/disk-error.js";
import { type FileDescriptor, openWithoutFollowingLinks } from "./open-without-following-links.js";
import { readOrWriteFully } from "./read-or-write-fully.js";
import { wrapDiskWithWindowsRetries } from "./wrap-disk-with-windows-retries.js";

const open = constants.O_NOFOLLOW === undefined ? openWithoutFollowingLinks : openSync;
const onWindows = platform === "win32";

/** A directory of the operating system, found once: links on the way to it are followed now and never again. */
export function createNodeDisk(directoryPath: string): Disk {
  const directory = realpathSync(directoryPath);
  const mode = derivePermissionsFromDirectory(directory).fileMode;
  const disk: Disk = {
    open: (name, options) => openRegularFile(join(directory, name), mode, options),
    stat(name) {
      const stat = lstatSync(join(directory, name), { bigint: true, throwIfNoEntry: false });
      return stat && toDiskStat(stat);
    },
    unlink: (name) => unlinkSync(join(directory, name)),
    syncDirectory: () => syncDirectory(directory),
  };
  return onWindows ? wrapDiskWithWindowsRetries(disk) : disk;
}

function openRegularFile(filePath: string, fileMode: number, { write, create, exclusive }: DiskOpenOptions): DiskFile {
  const flags =
    (write ? constants.O_RDWR : constants.O_RDONLY) |
    (create ? constants.O_CREAT : 0) |
    (exclusive ? constants.O_EXCL : 0) |
    (constants.O_NOFOLLOW ?? 0) |
    // A pipe planted in place of the file would otherwise block here until somebody writes to it.
    (constants.O_NONBLOCK ?? 0);
  const handle = open(filePath, flags, fileMode);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw new DiskError("EINVAL", `not a regular file, open '${filePath}'`);
    // The umask may have taken the owner's own rights from a file that was created just now. Windows has no modes.
    if (!onWindows && create && stat.size === 0 && (stat.mode & 0o777) !== fileMode) fchmodSync(handle, fileMode);
  } catch (error) {
    closeSync(handle);
    throw error;
  }
  return createDiskFile(handle);
}

function createDiskFile(fileDescriptor: FileDescriptor): DiskFile {
  return {
    read: (bytes, offset, length, position) =>
      readOrWriteFully(readSync, fileDescriptor, bytes, offset, length, position),
    write(bytes, offset, length, position) {
      if (readOrWriteFully(writeSync, fileDescriptor, bytes, offset, length, position) < length) {
        throw new DiskError("EIO", "the system wrote nothing and gave no reason, write");
      }
    },
    truncate: (size) => ftruncateSync(fileDescriptor, size),
    sync: () => fsyncSync(fileDescriptor),
    stat: () => toDiskStat(fstatSync(fileDescriptor, { bigint: true })),
    chown: (uid, gid) => fchownSync(fileDescriptor, uid, gid),
    close: () => closeSync(fileDescriptor),
  };
}

function syncDirectory(directory: string): void {
  // Windows keeps names by itself and cannot flush a directory.
  if (onWindows) return;
  const handle = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function toDiskStat(stat: BigIntStats): DiskStat {
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
