import { type BigIntStats, closeSync, fstatSync, lstatSync, openSync } from "node:fs";
import { DiskError } from "../../disk/disk-error.js";

/** The number by which the operating system knows an open file. */
export type FileDescriptor = number;

/** What opening by name depends on; tests bring their own. */
export interface FileSystemCalls {
  lstat(path: string): BigIntStats | undefined;
  open(path: string, flags: number, mode: number): FileDescriptor;
  fstat(handle: FileDescriptor): BigIntStats;
  close(handle: FileDescriptor): void;
}

/** Later versions of libuv tell the lower half of a device's number in one call and all of it in another. */
const DEVICE_MASK = 0xffff_ffffn;

/**
 * Opens a file where the system cannot be told not to follow links, which is Windows. A name that is a link is refused. What
 * was opened must then be what the name stands for, lest a link that was put there in between is followed unseen.
 *
 * @throws `ELOOP` the name is a symbolic link, or stands for another file than the one that was opened
 */
export function openWithoutFollowingLinks(
  filePath: string,
  openFlags: number,
  fileMode: number,
  fileSystem: FileSystemCalls = nodeFileSystem,
): FileDescriptor {
  if (fileSystem.lstat(filePath)?.isSymbolicLink() === true)
    throw new DiskError("ELOOP", `a symbolic link, open '${filePath}'`);
  const handle = fileSystem.open(filePath, openFlags, fileMode);
  try {
    const named = fileSystem.lstat(filePath);
    const opened = fileSystem.fstat(handle);
    const isSame = named?.ino === opened.ino && (named.dev & DEVICE_MASK) === (opened.dev & DEVICE_MASK);
    if (!isSame) throw new DiskError("ELOOP", `another file was put in its place, open '${filePath}'`);
    return handle;
  } catch (error) {
    fileSystem.close(handle);
    throw error;
  }
}

const nodeFileSystem: FileSystemCalls = {
  lstat: (path) => lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  open: openSync,
  fstat: (handle) => fstatSync(handle, { bigint: true }),
  close: closeSync,
};
