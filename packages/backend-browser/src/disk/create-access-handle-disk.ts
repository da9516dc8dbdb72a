import { type Disk, DiskError, type DiskFile, type DiskStat } from "@keyed-store/backend-wasm/portable";
import type { OpenFile } from "./open-file-table.js";
import { toDiskError } from "./to-disk-error.js";

/** A file by its name in the directory of the disk, where it was opened. */
export type FindOpenFile = (name: string) => OpenFile | undefined;

/** What stands beside a database: its log and its journal, which SQLite makes and deletes. */
const SIDECAR = /-(?:wal|journal)$/;

/**
 * A directory of the origin's private file system, of which some files are open. In there, files can be made and deleted only later,
 * while SQLite waits for nobody. So a log or journal is always there, and one with nothing in it counts as none: it is deleted by
 * truncating it. For a journal that is the commit, so that to sync the directory is to flush what was truncated.
 */
export function createAccessHandleDisk(findOpenFile: FindOpenFile): Disk {
  const deleted = new Set<OpenFile>();

  function findPresentFile(name: string): OpenFile | undefined {
    const file = findOpenFile(name);
    if (file === undefined || (SIDECAR.test(name) && callHandle(() => file.handle.getSize()) === 0)) return undefined;
    return file;
  }

  return {
    open(name, { write, create, exclusive }) {
      const present = findPresentFile(name);
      if (present !== undefined && create && exclusive) throw new DiskError("EEXIST", `file exists, open '${name}'`);
      const file = create ? findOpenFile(name) : present;
      if (file === undefined) throw fileNotFoundError(name);
      return createDiskFile(file, name, write);
    },
    stat(name) {
      const file = findPresentFile(name);
      return file && toDiskStat(file);
    },
    unlink(name) {
      const file = findPresentFile(name);
      if (file === undefined) throw fileNotFoundError(name);
      if (!SIDECAR.test(name)) throw new DiskError("EPERM", `only a log or a journal can be deleted, '${name}'`);
      callHandle(() => file.handle.truncate(0));
      deleted.add(file);
    },
    syncDirectory() {
      for (const file of deleted) {
        callHandle(() => file.handle.flush());
        deleted.delete(file);
      }
    },
  };
}

function createDiskFile(file: OpenFile, name: string, isWritable: boolean): DiskFile {
  const { handle } = file;
  const requireWritable = (): void => {
    if (!isWritable) throw new DiskError("EBADF", `opened for reading only, '${name}'`);
  };
  return {
    read: (bytes, offset, length, position) =>
      moveFully(length, (done) => handle.read(bytes.subarray(offset + done, offset + length), { at: position + done })),
    write(bytes, offset, length, position) {
      requireWritable();
      const written = moveFully(length, (done) =>
        handle.write(bytes.subarray(offset + done, offset + length), { at: position + done }),
      );
      if (written < length) throw new DiskError("EIO", `the browser wrote nothing and gave no reason, '${name}'`);
    },
    truncate(size) {
      requireWritable();
      callHandle(() => handle.truncate(size));
    },
    sync: () => callHandle(() => handle.flush()),
    stat: () => toDiskStat(file),
    // Files have no owners here.
    chown() {},
    // It stays open as long as this worker has the store: see `Custody`.
    close() {},
  };
}

/** Repeats `move`, which may do less than it was asked, until all is moved or nothing more moves. */
function moveFully(length: number, move: (done: number) => number): number {
  let done = 0;
  while (done < length) {
    const from = done;
    const moved = callHandle(() => move(from));
    if (moved === 0) break;
    done += moved;
  }
  return done;
}

function callHandle<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw toDiskError(error);
  }
}

function toDiskStat({ handle, inode }: OpenFile): DiskStat {
  const size = callHandle(() => handle.getSize());
  return { kind: "file", size, device: 1n, inode, links: 1, uid: 0, gid: 0 };
}

function fileNotFoundError(name: string): DiskError {
  return new DiskError("ENOENT", `no such file, '${name}'`);
}
