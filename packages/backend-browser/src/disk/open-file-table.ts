import type { AccessHandle } from "../opfs/access-handle.js";

/** A file that is open for the engine. */
export interface OpenFile {
  readonly handle: AccessHandle;
  /** A number that no other file of this worker has had: SQLite tells files apart by it. */
  readonly inode: bigint;
}

/** The path of a file in the origin's private file system: `opfs:/my-app/state.sqlite`. */
export type OpfsPath = string;

/** The files that are open in this worker, by their paths. To open one takes time, so that it is done before the engine asks for it. */
export interface OpenFileTable {
  add(path: OpfsPath, handle: AccessHandle): void;
  get(path: OpfsPath): OpenFile | undefined;
  /** Closes the file. */
  close(path: OpfsPath): void;
  /** Leaves the file open, of use to nobody, until the worker ends. */
  forget(path: OpfsPath): void;
}

/** A table without files. */
export function createOpenFileTable(): OpenFileTable {
  const files = new Map<OpfsPath, OpenFile>();
  let lastInode = 0n;
  return {
    add: (path, handle) => void files.set(path, { handle, inode: ++lastInode }),
    get: (path) => files.get(path),
    close(path) {
      const file = files.get(path);
      files.delete(path);
      file?.handle.close();
    },
    forget: (path) => void files.delete(path),
  };
}
