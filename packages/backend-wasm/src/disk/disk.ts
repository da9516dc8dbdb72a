/** What the engine asks about a file or a name. */
export interface DiskStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
  /** Device and inode: SQLite tells files apart by them. */
  readonly device: bigint;
  readonly inode: bigint;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
}

/** How a file is opened. */
export interface DiskOpenOptions {
  readonly write: boolean;
  /** Create it, private to its owner, when there is none. */
  readonly create: boolean;
  /** Together with `create`: refuse with `EEXIST` when there is one. */
  readonly exclusive: boolean;
}

/** An open file. Positions and sizes are in bytes. */
export interface DiskFile {
  /** Reads into `bytes` from `offset` on, until `length` bytes are there or the file ends; returns how many came. */
  read(bytes: Uint8Array, offset: number, length: number, position: number): number;
  /** Writes all of it or throws; what was written before the failure may stay. Writing past the end fills with zeros. */
  write(bytes: Uint8Array, offset: number, length: number, position: number): void;
  truncate(size: number): void;
  /** Returns when content and size are on the medium. */
  sync(): void;
  stat(): DiskStat;
  /** Gives the file to another user: what root creates must stay within the reach of the database's owner. */
  chown(uid: number, gid: number): void;
  close(): void;
}

/**
 * One directory, as the engine sees it: all that keyed-store asks of a storage medium. Names are plain file names.
 * Everything answers at once, and what fails throws an `Error` whose `code` is the errno's name.
 */
export interface Disk {
  /** Opens a regular file, and nothing else: a symbolic link is refused with `ELOOP`. */
  open(name: string, options: DiskOpenOptions): DiskFile;
  /** Tells about a name itself, never about what a link points to; undefined where there is none. */
  stat(name: string): DiskStat | undefined;
  unlink(name: string): void;
  /** Returns when the names in the directory are on the medium. */
  syncDirectory(): void;
}
