/**
 * The suite's own hands on the directories in which stores are tested. Paths are as the host writes them; those that a store is given
 * are made by {@link HostFiles.join}.
 */
export interface HostFiles {
  /** A path below another. */
  join(directory: string, ...names: readonly string[]): string;
  /** Makes an empty directory where the host keeps what is temporary. */
  createTemporaryDirectory(): Promise<string>;
  /** Removes a directory with all that is in it. One that is not there is no failure. */
  removeDirectory(directory: string): Promise<void>;
  /** Makes a directory, and those above it that are missing. */
  createDirectory(directory: string): Promise<void>;
  /** The files below a directory, as paths from it, sorted. What is only a directory does not count: an empty one may stay. */
  listFiles(directory: string): Promise<string[]>;
  /** The names of the files and directories in a directory, sorted. */
  listNames(directory: string): Promise<string[]>;
  read(path: string): Promise<Uint8Array>;
  /** Makes a file of these bytes, in place of one that is there. */
  write(path: string, bytes: Uint8Array): Promise<void>;
}
