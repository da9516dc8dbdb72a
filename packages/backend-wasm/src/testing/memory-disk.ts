import type { Disk, DiskFile, DiskStat } from "../disk/disk.js";
import { DiskError } from "../disk/disk-error.js";
import type { DiskChange } from "./disk-change.js";
import type { DiskImage } from "./disk-image.js";
import {
  createMemoryFile,
  type MemoryFile,
  readMemoryFile,
  resizeMemoryFile,
  writeIntoMemoryFile,
} from "./memory-file.js";

/** A disk in memory that remembers all that was done to it. */
export interface MemoryDisk extends Disk {
  readonly log: readonly DiskChange[];
  /** What a running system sees: what a killed process leaves behind. */
  image(): DiskImage;
}

/** Makes a memory disk that starts with the files of `image`. */
export function createMemoryDisk(image: DiskImage = new Map()): MemoryDisk {
  const log: DiskChange[] = [];
  const names = new Map<string, MemoryFile>();
  let created = 0;
  for (const [name, content] of image) names.set(name, createMemoryFile(created++, content));

  const find = (name: string): MemoryFile => {
    const file = names.get(name);
    if (file === undefined) throw new DiskError("ENOENT", `no such file, '${name}'`);
    return file;
  };

  return {
    log,
    image: () => new Map([...names].map(([name, file]) => [name, readMemoryFile(file).slice()])),
    open(name, { write, create, exclusive }) {
      if (names.has(name) && create && exclusive) throw new DiskError("EEXIST", `file exists, open '${name}'`);
      if (!names.has(name) && create) {
        log.push({ kind: "create", name, file: created });
        names.set(name, createMemoryFile(created++));
      }
      return openMemoryFile(find(name), name, write, log);
    },
    stat(name) {
      const file = names.get(name);
      return file && toDiskStat(file);
    },
    unlink(name) {
      find(name);
      log.push({ kind: "unlink", name });
      names.delete(name);
    },
    syncDirectory: () => void log.push({ kind: "sync-directory" }),
  };
}

function openMemoryFile(
  memoryFile: MemoryFile,
  fileName: string,
  isWritable: boolean,
  changeLog: DiskChange[],
): DiskFile {
  const requireWritable = (): void => {
    if (!isWritable) throw new DiskError("EBADF", `opened for reading only, '${fileName}'`);
  };
  return {
    read(bytes, offset, length, position) {
      const found = readMemoryFile(memoryFile).subarray(position, position + length);
      bytes.set(found, offset);
      return found.length;
    },
    write(bytes, offset, length, position) {
      requireWritable();
      const written = bytes.slice(offset, offset + length);
      changeLog.push({ kind: "write", file: memoryFile.inode, position, bytes: written });
      writeIntoMemoryFile(memoryFile, written, position);
    },
    truncate(size) {
      requireWritable();
      changeLog.push({ kind: "truncate", file: memoryFile.inode, size });
      resizeMemoryFile(memoryFile, size);
    },
    sync: () => void changeLog.push({ kind: "sync", file: memoryFile.inode, name: fileName }),
    stat: () => toDiskStat(memoryFile),
    chown() {},
    close() {},
  };
}

function toDiskStat({ inode, size }: MemoryFile): DiskStat {
  return { kind: "file", size, device: 1n, inode: BigInt(inode + 1), links: 1, uid: 0, gid: 0 };
}
