import type { Disk, DiskFile, DiskStat } from "../disk/disk.js";
import { DiskError } from "../disk/disk-error.js";

/** What the directory of the database answers about itself. */
export const DIRECTORY_STAT: DiskStat = {
  kind: "directory",
  size: 0,
  device: 0n,
  inode: 0n,
  links: 1,
  uid: 0,
  gid: 0,
};

function throwUnsupportedFileOperation(): never {
  throw new DiskError("EBADF", "not possible on this kind of file");
}

const UNSUPPORTED_FILE: DiskFile = {
  read: throwUnsupportedFileOperation,
  write: throwUnsupportedFileOperation,
  truncate: throwUnsupportedFileOperation,
  sync: throwUnsupportedFileOperation,
  stat: throwUnsupportedFileOperation,
  chown: throwUnsupportedFileOperation,
  close() {},
};

/** The directory opened as a file, which SQLite does to sync it. */
export function createDirectoryFileForSync(disk: Disk): DiskFile {
  return { ...UNSUPPORTED_FILE, sync: () => disk.syncDirectory(), stat: () => DIRECTORY_STAT };
}

/** The system's source of randomness, from which SQLite takes the salts of its logs and journals. */
export const RANDOM_FILE: DiskFile = {
  ...UNSUPPORTED_FILE,
  read(bytes, offset, length) {
    crypto.getRandomValues(bytes.subarray(offset, offset + length));
    return length;
  },
};

/** A file with nothing in it. */
export const EMPTY_FILE: DiskFile = {
  ...UNSUPPORTED_FILE,
  read: () => 0,
  stat: () => ({ ...DIRECTORY_STAT, kind: "file" }),
};
