import {
  createMemoryDisk,
  type Disk,
  type DiskFile,
  type DiskImage,
  type MemoryDisk,
} from "@keyed-store/backend-wasm/testing";
import { createAccessHandleDisk } from "../../src/disk/create-access-handle-disk.js";
import type { OpenFile } from "../../src/disk/open-file-table.js";
import type { AccessHandle } from "../../src/opfs/access-handle.js";

/** The files of a store in the order in which they are opened, before anything is written: their names are there for good. */
export const BLANK: DiskImage = new Map(
  ["state.sqlite", "state.sqlite-wal", "state.sqlite-journal"].map((name) => [name, new Uint8Array()]),
);

/** Changes a handle, or the disk on it, to one that is broken. */
export interface Breakage {
  readonly handle?: (handle: AccessHandle, name: string) => AccessHandle;
  readonly disk?: (disk: Disk) => Disk;
}

/** The disk of the browser over three access handles, which remember what is done to their files. */
export function createRecordedDisk(
  image: DiskImage,
  { handle = (same) => same, disk = (same) => same }: Breakage = {},
): MemoryDisk {
  const medium = createMemoryDisk(image);
  const files = new Map<string, OpenFile>(
    [...image.keys()].map((name, index) => [
      name,
      {
        handle: handle(toAccessHandle(medium.open(name, { write: true, create: false, exclusive: false })), name),
        inode: BigInt(index + 1),
      },
    ]),
  );
  return { ...disk(createAccessHandleDisk((name) => files.get(name))), log: medium.log, image: medium.image };
}

function toAccessHandle(file: DiskFile): AccessHandle {
  return {
    read: (bytes, { at }) => file.read(bytes, 0, bytes.length, at),
    write(bytes, { at }) {
      file.write(bytes, 0, bytes.length, at);
      return bytes.length;
    },
    truncate: (size) => file.truncate(size),
    getSize: () => file.stat().size,
    flush: () => file.sync(),
    close() {},
  };
}
