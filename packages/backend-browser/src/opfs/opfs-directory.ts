import type { AccessHandle } from "./access-handle.js";

/** Whether something that is not there is made. */
export interface GetHandleOptions {
  readonly create: boolean;
}

/** What is needed of a `FileSystemFileHandle`. */
export interface OpfsFile {
  /** Refuses with `NoModificationAllowedError` while anybody has the file open. There is none outside of dedicated workers. */
  createSyncAccessHandle(): Promise<AccessHandle>;
}

/** What is needed of a `FileSystemDirectoryHandle` of the origin's private file system. */
export interface OpfsDirectory {
  getDirectoryHandle(name: string, options: GetHandleOptions): Promise<OpfsDirectory>;
  getFileHandle(name: string, options: GetHandleOptions): Promise<OpfsFile>;
  removeEntry(name: string): Promise<void>;
}
