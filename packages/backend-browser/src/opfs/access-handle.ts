/**
 * What the engine needs of a `FileSystemSyncAccessHandle`: a file of the origin's private file system that is open, and that nobody
 * else can open as long as it is. All of it answers at once. Positions and sizes are in bytes.
 */
export interface AccessHandle {
  read(bytes: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  /** Brings content and size to the medium, where the browser does that. */
  flush(): void;
  /** Idempotent. It does not flush. */
  close(): void;
}
